package dev.ferry.interop;

import org.junit.jupiter.api.Test;

/** OMEMO where another server keeps the devices and their keys. */
@Needs(Program.EJABBERD)
final class OmemoOverEjabberdTest {
  @Test
  void sendsDirectlyAndAgainAfterARestart(Scene scene) throws Exception {
    Ejabberd server = scene.keep(Ejabberd.start(scene.folder("ejabberd")));
    FerryDevice sender = FerryDevice.create(scene, server, "alice");
    FerryDevice receiver = FerryDevice.create(scene, server, "bob");
    OmemoTest.exchange(scene, sender, receiver, "bob", "direct", "first-use");
    OmemoTest.exchange(scene, sender, receiver, "bob", "direct", "pinned");
  }
}
