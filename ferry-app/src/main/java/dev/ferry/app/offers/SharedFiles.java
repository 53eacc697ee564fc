package dev.ferry.app.offers;

import dev.ferry.Peer;
import dev.ferry.app.offers.KnownFiles.Known;
import dev.ferry.content.Hashes;
import dev.ferry.identity.AccountId;
import dev.ferry.identity.IdentityStore;
import dev.ferry.identity.IdentityStore.Label;
import dev.ferry.sync.Notebook;
import dev.ferry.sync.SharedOffer;
import dev.ferry.sync.SharedOffer.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What all devices of the account without a server know of offers, this one's own list completed by
 * it. Reads what was heard when the device was last online.
 */
public final class SharedFiles {
  private static final int SHORTEST = 6;

  private final KnownFiles files;
  private final IdentityStore store;

  public SharedFiles(KnownFiles files, IdentityStore store) {
    this.files = files;
    this.store = store;
  }

  /**
   * Something that can be asked for.
   *
   * @param elsewhere how many other devices of the account have it
   */
  public record Listed(Known known, int elsewhere) {}

  /** All of them, the latest first as far as that is known. */
  public List<Listed> list() throws IOException {
    Map<String, SharedOffer> shared = shared();
    List<Listed> all = new ArrayList<>();
    Optional<Label> label = store.label();
    String here = label.map(Label::device).orElse("");
    for (Known known : files.list()) {
      Optional<SharedOffer> also = known.publication().map(shared::remove);
      all.add(also.map(o -> listed(known, o, here)).orElseGet(() -> new Listed(known, 0)));
    }
    List<Listed> others = new ArrayList<>();
    if (label.isPresent()) {
      shared.values().forEach(o -> others.add(listed(known(o, label.get().account()), o, here)));
    }
    others.addAll(all);
    return others;
  }

  /** How many other devices of the account have what was offered under that name. */
  public int elsewhere(String publication) {
    try {
      return list().stream()
          .filter(one -> one.known().publication().filter(publication::equals).isPresent())
          .mapToInt(Listed::elsewhere)
          .findFirst()
          .orElse(0);
    } catch (IOException unreadable) {
      return 0;
    }
  }

  private Map<String, SharedOffer> shared() throws IOException {
    Map<String, SharedOffer> all = new LinkedHashMap<>();
    Optional<Label> label = store.label();
    if (label.isPresent()) {
      SharedOffer.all(Notebook.read(store)).stream()
          .filter(o -> !isGivenHere(o, label.get()))
          .forEach(o -> all.put(o.publication(), o));
    }
    return all;
  }

  /** What this very device gave to others is where it was. */
  private static boolean isGivenHere(SharedOffer offer, Label label) {
    return offer.from().equals(label.account())
        && offer.answers().keySet().equals(Set.of(label.device()));
  }

  private static Known known(SharedOffer offer, AccountId account) {
    return new Known(
        offer.publication(),
        Peer.Account.of(account),
        Peer.Account.of(offer.from()),
        offer.file(),
        Optional.of(offer.publication()));
  }

  /** With what other devices have learnt of the content. */
  private static Listed listed(Known known, SharedOffer offer, String here) {
    Map<String, Answer> others = new LinkedHashMap<>(offer.answers());
    others.remove(here);
    int elsewhere = (int) others.values().stream().filter(Answer.HAS::equals).count();
    Optional<String> sha256 = offer.file().hashes().get(Hashes.SHA_256);
    return new Listed(sha256.map(known::hashed).orElse(known), elsewhere);
  }

  /** The one that came with a transfer here, or whose name begins so. */
  public Optional<Known> find(String id) throws IOException {
    List<Known> all = list().stream().map(Listed::known).toList();
    Optional<Known> exact = all.stream().filter(k -> k.id().equals(id)).findFirst();
    List<Known> begun =
        all.stream()
            .filter(k -> id.length() >= SHORTEST)
            .filter(k -> k.publication().filter(p -> p.startsWith(id)).isPresent())
            .toList();
    return exact.isPresent() || begun.size() != 1 ? exact : Optional.of(begun.getFirst());
  }
}
