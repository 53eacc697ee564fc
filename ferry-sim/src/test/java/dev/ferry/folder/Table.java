package dev.ferry.folder;

import dev.ferry.FileOffer;
import dev.ferry.content.Copied;
import dev.ferry.content.Hashes;
import dev.ferry.port.ByteStream;
import dev.ferry.port.Listener;
import dev.ferry.port.Network;
import dev.ferry.port.Task;
import dev.ferry.port.TaskHandle;
import dev.ferry.port.Tasks;
import dev.ferry.sim.Run;
import dev.ferry.sim.SimWorld;
import dev.ferry.sim.file.SimFolder;
import dev.ferry.sim.file.SimFolderVault;
import dev.ferry.sim.network.Link;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** One stream from a sender to a receiver of folders, and what the receiver stores into. */
record Table(SimWorld world, ByteStream there, ByteStream here, SimFolderVault vault) {
  interface Play {
    void act(Table table) throws Exception;
  }

  static Run over(Link link, Play play) {
    return SimWorld.run(5, world -> in(world, link, play));
  }

  static void in(SimWorld world, Link link, Play play) throws Exception {
    SimFolderVault vault = new SimFolderVault(world.tasks());
    Network sender = world.network().host("sender", "10.0.0.1");
    Network receiver = world.network().host("receiver", "10.0.0.2");
    world.network().link("sender", "receiver", link);
    again(world, sender, receiver, vault, play);
  }

  /** The same with a vault in which something may lie already. */
  static void again(
      SimWorld world, Network sender, Network receiver, SimFolderVault vault, Play play)
      throws Exception {
    InetSocketAddress at = new InetSocketAddress(InetAddress.ofLiteral("10.0.0.2"), 0);
    try (Listener listener = receiver.listen(at);
        ByteStream there = sender.connect(listener.address(), Tasks.NEVER);
        ByteStream here = listener.accept().stream()) {
      play.act(new Table(world, there, here, vault));
    }
  }

  Tasks tasks() {
    return world.tasks();
  }

  SimFolder folder() {
    return new SimFolder(tasks(), "things");
  }

  static FileOffer offer(SimFolder folder) {
    return FileOffer.ofFolder(folder.name(), folder.tree().bytes(), Summary.of(folder.tree()));
  }

  TaskHandle beside(Task task) {
    return tasks().fork("the other side", task);
  }

  /** Sends beside this task. */
  TaskHandle sending(SimFolder folder, List<Hashes> digest) {
    return beside(() -> digest.add(new FolderSending(tasks(), folder, c -> {}).send(there)));
  }

  /** Receives and publishes; what came stays kept when that fails. */
  Hashes receive(FileOffer offer, List<Copied> progress) throws IOException, InterruptedException {
    return receive(offer, FolderLimits.standard(), progress);
  }

  Hashes receive(FileOffer offer, FolderLimits limits, List<Copied> progress)
      throws IOException, InterruptedException {
    FolderReceiving receiving = new FolderReceiving(tasks(), vault, limits);
    try {
      Hashes digest = receiving.receive(here, offer, "alice", false, progress::add);
      receiving.partial().orElseThrow().publish();
      return digest;
    } finally {
      receiving.partial().ifPresent(p -> p.close());
    }
  }

  /** Sends and receives; answers the digest that both computed. */
  Hashes exchange(SimFolder folder) throws IOException, InterruptedException {
    List<Hashes> sent = new ArrayList<>();
    TaskHandle sender = sending(folder, sent);
    Hashes received = receive(offer(folder), new ArrayList<>());
    sender.join();
    if (!List.of(received).equals(sent)) {
      throw new AssertionError("received " + received + ", sent " + sent);
    }
    return received;
  }
}
