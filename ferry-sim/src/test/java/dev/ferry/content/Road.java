package dev.ferry.content;

import dev.ferry.port.ByteStream;
import dev.ferry.port.Listener;
import dev.ferry.port.Network;
import dev.ferry.port.Task;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import dev.ferry.sim.Run;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.network.Fault;
import dev.ferry.sim.network.Link;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;

/** One connection from a sender to a receiver in a simulated world. */
record Road(SimWorld world, ByteStream there, ByteStream here) {
  @FunctionalInterface
  interface Journey {
    void go(Road road) throws Exception;
  }

  static Run over(Link link, Journey journey) {
    return SimWorld.run(5, world -> in(world, link, journey));
  }

  static void in(SimWorld world, Link link, Journey journey) throws Exception {
    Network sender = world.network().host("sender", "10.0.0.1");
    Network receiver = world.network().host("receiver", "10.0.0.2");
    world.network().link("sender", "receiver", link);
    InetSocketAddress at = new InetSocketAddress(InetAddress.ofLiteral("10.0.0.2"), 0);
    try (Listener listener = receiver.listen(at);
        ByteStream there = sender.connect(listener.address(), Tasks.NEVER);
        ByteStream here = listener.accept().stream()) {
      journey.go(new Road(world, there, here));
    }
  }

  Tasks tasks() {
    return world.tasks();
  }

  Copy copy(long size) {
    return new Copy(tasks(), size, Hashing.sha256(), copied -> {});
  }

  void fault(long afterBytes, Fault fault) {
    world.network().faultAfter("sender", "receiver", afterBytes, fault);
  }

  /** Runs the other side's part beside this one. */
  TaskHandle beside(Task task) {
    return tasks().fork("the other side", task);
  }

  static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
