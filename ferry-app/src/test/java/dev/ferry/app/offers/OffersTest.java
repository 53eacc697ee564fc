package dev.ferry.app.offers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.FileOffer;
import dev.ferry.FolderSummary;
import dev.ferry.Peer;
import dev.ferry.app.offers.KnownFiles.Known;
import dev.ferry.content.Hashes;
import dev.ferry.folder.Listing;
import dev.ferry.io.file.DiskFile;
import dev.ferry.io.file.DiskFolder;
import dev.ferry.port.OfferLog.Entry;
import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was offered from a home and to it, across runs of the program. */
class OffersTest {
  private static final String HASH = "0".repeat(64);

  @TempDir Path home;

  private Path folder() {
    return home.resolve("offers");
  }

  private static Entry entry(String id, String account, DiskFile file) {
    return new Entry(
        id,
        account,
        file.path(),
        file.name(),
        file.size(),
        file.modified(),
        Optional.of("text/plain"),
        true,
        Optional.empty(),
        Optional.empty());
  }

  private DiskFile file() throws IOException {
    return DiskFile.at(Files.writeString(home.resolve("a strange näme=%\n.txt"), "content"));
  }

  @Test
  void anotherRunFindsWhatWasOfferedToAnAccountTheLatestFirst() throws IOException {
    Entry first = entry("1", "bob@example.org", file());
    Entry other = entry("2", "carol@example.org", file());
    Entry last = entry("3", "bob@example.org", file());
    new GivenFiles(folder()).keep(first);
    new GivenFiles(folder()).keep(other);
    new GivenFiles(folder()).keep(last);
    new GivenFiles(folder()).keep(first.hashed(HASH));
    assertThat(new GivenFiles(folder()).offeredTo("bob@example.org"))
        .containsExactly(first.hashed(HASH), last);
    assertThat(new GivenFiles(folder()).offeredTo("mallory@example.org")).isEmpty();
  }

  @Test
  void nobodyElseCanReadIt() throws IOException {
    new GivenFiles(folder()).keep(entry("1", "bob@example.org", file()));
    assertThat(Files.getPosixFilePermissions(folder().resolve("given")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aFileIsGivenAgainWhileItIsAsItWas() throws IOException {
    DiskFile file = file();
    GivenFiles given = new GivenFiles(folder());
    Entry entry = entry("1", "bob@example.org", file);
    assertThat(given.open(entry)).isEqualTo(file);

    Files.setLastModifiedTime(file.file(), FileTime.from(Instant.EPOCH));
    assertThatThrownBy(() -> given.open(entry)).isInstanceOf(IOException.class);
    Files.setLastModifiedTime(file.file(), FileTime.from(file.modified().orElseThrow()));
    assertThat(given.open(entry)).isEqualTo(file);
    Files.writeString(file.file(), "content and more");
    assertThatThrownBy(() -> given.open(entry)).isInstanceOf(IOException.class);
    Files.delete(file.file());
    assertThatThrownBy(() -> given.open(entry)).isInstanceOf(IOException.class);
  }

  @Test
  void aFolderIsGivenAgainWhileAllInItIsAsItWas() throws IOException {
    Path album = Files.createDirectories(home.resolve("album"));
    Files.writeString(album.resolve("one"), "1");
    DiskFolder folder = DiskFolder.at(album);
    GivenFiles given = new GivenFiles(folder());
    given.keep(
        new Entry(
            "1",
            "bob@example.org",
            folder.path(),
            folder.name(),
            1,
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.of(Listing.digest(folder.tree()))));
    Entry entry = given.offeredTo("bob@example.org").getFirst();
    assertThat(given.openFolder(entry).tree().path(0)).isEqualTo("one");

    Path added = Files.writeString(album.resolve("two"), "");
    assertThatThrownBy(() -> given.openFolder(entry)).hasMessageContaining("was changed");
    Files.delete(added);
    assertThat(given.openFolder(entry).name()).isEqualTo("album");
    Files.setLastModifiedTime(album.resolve("one"), FileTime.from(Instant.EPOCH));
    assertThatThrownBy(() -> given.openFolder(entry)).hasMessageContaining("was changed");
    Files.delete(album.resolve("one"));
    Files.delete(album);
    assertThatThrownBy(() -> given.openFolder(entry)).isInstanceOf(IOException.class);
  }

  @Test
  void aFolderThatWasOfferedHereIsFoundWithWhatIsInIt() throws IOException {
    FolderSummary summary =
        new FolderSummary(3, 1, 1, List.of("a b", "c,\n d"), List.of("sub/.hidden"));
    Known known =
        new Known(
            "transfer-2@7",
            new Peer.Xmpp(Jid.of("alice@example.org")),
            new Peer.Xmpp(Jid.of("bob@example.org")),
            FileOffer.ofFolder("album", 5, summary),
            Optional.of("name"));
    new KnownFiles(folder()).keep(known);
    assertThat(new KnownFiles(folder()).list()).containsExactly(known);
  }

  /** A home outlives the version that began it. */
  @Test
  void whatWasKeptBeforeThereWereFoldersIsFound() throws IOException {
    new Ledger(folder(), "given", 3)
        .put(
            List.of(
                "1",
                "bob@example.org",
                "/a/film",
                "film",
                "5",
                "2026-01-02T03:04:05Z",
                "",
                "false",
                ""));
    new Ledger(folder(), "known", 3)
        .put(
            List.of(
                "t-1", "alice@example.org", "bob@example.org", "song", "7", "", "", "", "name"));
    Entry entry = new GivenFiles(folder()).offeredTo("bob@example.org").getFirst();
    assertThat(entry.path()).isEqualTo("/a/film");
    assertThat(entry.listing()).isEmpty();
    Known known = new KnownFiles(folder()).list().getFirst();
    assertThat(known.file().name()).isEqualTo("song");
    assertThat(known.file().size()).isEqualTo(7);
    assertThat(known.file().folder()).isEmpty();
    assertThat(known.publication()).contains("name");
  }

  @Test
  void theOldestMakeRoom() throws IOException {
    Ledger ledger = new Ledger(folder(), "few", 3);
    for (int i = 0; i < 5; i++) {
      ledger.put(List.of("key " + i, ""));
    }
    ledger.put(List.of("key 3", "changed"));
    assertThat(ledger.rows())
        .containsExactly(List.of("key 2", ""), List.of("key 4", ""), List.of("key 3", "changed"));
  }

  @Test
  void linesThatMakeNoSenseAreLeftOut() throws IOException {
    GivenFiles given = new GivenFiles(folder());
    Entry entry = entry("1", "bob@example.org", file());
    given.keep(entry);
    Path table = folder().resolve("given");
    Files.writeString(
        table, "%zz\n\nx y\n1 2 3 4 5 6 7 8 9\n1 2 3 4 5 6 7 8 9 10\n" + Files.readString(table));
    assertThat(given.offeredTo("bob@example.org")).containsExactly(entry);
    assertThat(given.offeredTo("2")).isEmpty();
  }

  @Test
  void whatWasOfferedHereIsFoundByItsTransfer() throws IOException {
    FileOffer file =
        new FileOffer(
            "a b",
            5,
            Optional.of("text/plain"),
            Hashes.none(),
            Optional.of(Instant.parse("2026-01-02T03:04:05Z")));
    Known known =
        new Known(
            "transfer-1@7",
            new Peer.Xmpp(Jid.of("alice@example.org")),
            new Peer.Xmpp(Jid.of("bob@example.org")),
            file,
            Optional.of("name"));
    KnownFiles files = new KnownFiles(folder());
    files.keep(known);
    assertThat(new KnownFiles(folder()).find("transfer-1@7")).contains(known);
    assertThat(files.find("transfer-2@7")).isEmpty();
    files.keep(known.hashed(HASH));
    assertThat(files.list()).containsExactly(known.hashed(HASH));
    assertThat(files.list().getFirst().file().hashes().get(Hashes.SHA_256)).contains(HASH);
  }
}
