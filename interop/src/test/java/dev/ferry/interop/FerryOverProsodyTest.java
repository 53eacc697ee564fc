package dev.ferry.interop;

import org.junit.jupiter.api.BeforeAll;

/** Ferry to Ferry on Prosody 0.12. */
@Needs(Program.PROSODY)
final class FerryOverProsodyTest implements FerryToFerryRows {
  private static Prosody server;

  @BeforeAll
  static void startServer(Scene scene) throws Exception {
    server = scene.keep(Prosody.start(scene.folder("prosody"), Prosody.Options.PLAIN));
  }

  @Override
  public XmppServer server() {
    return server;
  }
}
