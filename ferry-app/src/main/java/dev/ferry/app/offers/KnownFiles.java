package dev.ferry.app.offers;

import dev.ferry.FileOffer;
import dev.ferry.IncomingOffer;
import dev.ferry.Peer;
import dev.ferry.app.account.PeerWords;
import dev.ferry.content.Hashes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files and folders that were offered to this home, whether they were taken or not. */
public final class KnownFiles {
  private static final System.Logger LOG = System.getLogger(KnownFiles.class.getName());
  private static final int MOST = 1000;
  private static final int FIELDS = 10;

  /** What a row had before folders could be asked for. */
  private static final int WITHOUT_FOLDERS = 9;

  private final Ledger ledger;

  public KnownFiles(Path folder) {
    this.ledger = new Ledger(folder, "known", MOST);
  }

  /**
   * A file that was offered.
   *
   * @param id of the transfer that it came with
   * @param account to whom, one of this home
   * @param from who offered it, an account
   * @param publication the name that came with the offer
   */
  public record Known(
      String id, Peer account, Peer from, FileOffer file, Optional<String> publication) {
    /**
     * One that has just come.
     *
     * @param id of the transfer that it came with
     * @param account to whom, one of this home
     */
    public static Known of(String id, Peer account, IncomingOffer offer) {
      return new Known(
          id,
          account,
          PeerWords.accountOf(offer.transfer().peer()),
          offer.transfer().file(),
          offer.publication());
    }

    /** The same with what was learnt of its content. */
    public Known hashed(String sha256) {
      Hashes hashes = file.hashes().and(Hashes.of(Hashes.SHA_256, sha256));
      FileOffer better =
          new FileOffer(
              file.name(), file.size(), file.mediaType(), hashes, file.modified(), file.folder());
      return new Known(id, account, from, better, publication);
    }
  }

  /** Keeps one; that it cannot be written harms no transfer. */
  public void keep(Known known) {
    try {
      ledger.put(
          List.of(
              known.id(),
              known.account().toString(),
              known.from().toString(),
              known.file().name(),
              Long.toString(known.file().size()),
              known.file().mediaType().orElse(""),
              known.file().modified().map(Instant::toString).orElse(""),
              known.file().hashes().get(Hashes.SHA_256).orElse(""),
              known.publication().orElse(""),
              known.file().folder().map(FolderText::write).orElse("")));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "an offer could not be noted", e);
    }
  }

  /** The one that came with a transfer. */
  public Optional<Known> find(String id) throws IOException {
    return list().stream().filter(known -> known.id().equals(id)).findFirst();
  }

  /** All of them, the latest first. */
  public List<Known> list() throws IOException {
    List<Known> all = new ArrayList<>();
    for (List<String> row : ledger.rows(WITHOUT_FOLDERS, FIELDS)) {
      known(row).ifPresent(all::addFirst);
    }
    return all;
  }

  private static Optional<Known> known(List<String> row) {
    Optional<Peer> account = PeerWords.read(row.get(1));
    Optional<Peer> from = PeerWords.read(row.get(2));
    if (account.isEmpty() || from.isEmpty()) {
      return Optional.empty();
    }
    try {
      FileOffer file =
          new FileOffer(
              row.get(3),
              Long.parseLong(row.get(4)),
              said(row.get(5)),
              said(row.get(7)).map(h -> Hashes.of(Hashes.SHA_256, h)).orElse(Hashes.none()),
              said(row.get(6)).map(Instant::parse),
              said(row.get(9)).map(FolderText::read));
      return Optional.of(new Known(row.get(0), account.get(), from.get(), file, said(row.get(8))));
    } catch (IllegalArgumentException | DateTimeException odd) {
      return Optional.empty();
    }
  }

  private static Optional<String> said(String field) {
    return Optional.of(field).filter(f -> !f.isEmpty());
  }
}
