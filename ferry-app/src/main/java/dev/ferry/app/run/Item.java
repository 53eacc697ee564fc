package dev.ferry.app.run;

import dev.ferry.Ferry;
import dev.ferry.FolderSummary;
import dev.ferry.Peer;
import dev.ferry.SendOptions;
import dev.ferry.Transfer;
import dev.ferry.folder.Summary;
import dev.ferry.port.FileSource;
import dev.ferry.port.FolderSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Something to send: a file, or a folder with all that is in it. */
public sealed interface Item {
  /** What lies at a path. */
  static Item at(Devices devices, Path path) throws IOException {
    return Files.isDirectory(path)
        ? new Whole(devices.folder(path))
        : new Single(devices.source(path));
  }

  String name();

  /** Bytes in all. */
  long size();

  /** For people: which one this is. */
  String path();

  /** When a file was last changed. */
  Optional<Instant> modified();

  /** What is in it, when it is a folder. */
  Optional<FolderSummary> folder();

  Transfer send(Ferry ferry, Peer peer, SendOptions how);

  /** The same to several, a transfer for each. */
  default List<Transfer> sendToAll(Ferry ferry, List<Peer> peers, SendOptions how) {
    return peers.stream().map(peer -> send(ferry, peer, how)).toList();
  }

  /** A single file. */
  record Single(FileSource source) implements Item {
    @Override
    public String name() {
      return source.name();
    }

    @Override
    public long size() {
      return source.size();
    }

    @Override
    public String path() {
      return source.path();
    }

    @Override
    public Optional<Instant> modified() {
      return source.modified();
    }

    @Override
    public Optional<FolderSummary> folder() {
      return Optional.empty();
    }

    @Override
    public Transfer send(Ferry ferry, Peer peer, SendOptions how) {
      return ferry.send(peer, source, how);
    }

    @Override
    public List<Transfer> sendToAll(Ferry ferry, List<Peer> peers, SendOptions how) {
      return ferry.sendToAll(peers, source, how);
    }
  }

  /** A whole folder. */
  record Whole(FolderSource source) implements Item {
    @Override
    public String name() {
      return source.name();
    }

    @Override
    public long size() {
      return source.tree().bytes();
    }

    @Override
    public String path() {
      return source.path();
    }

    @Override
    public Optional<Instant> modified() {
      return Optional.empty();
    }

    @Override
    public Optional<FolderSummary> folder() {
      return Optional.of(Summary.of(source.tree()));
    }

    @Override
    public Transfer send(Ferry ferry, Peer peer, SendOptions how) {
      return ferry.send(peer, source, how);
    }
  }
}
