package dev.ferry.interop;

import org.junit.jupiter.api.BeforeAll;

/** Ferry to Ferry on ejabberd 23.01. */
@Needs(Program.EJABBERD)
final class FerryOverEjabberdTest implements FerryToFerryRows {
  private static Ejabberd server;

  @BeforeAll
  static void startServer(Scene scene) throws Exception {
    server = scene.keep(Ejabberd.start(scene.folder("ejabberd")));
  }

  @Override
  public XmppServer server() {
    return server;
  }
}
