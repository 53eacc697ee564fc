package dev.ferry.xmpp;

import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.StanzaError;
import dev.ferry.stanza.Xml;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/**
 * Bits of binary (XEP-0231): small data that a stanza names by its digest and that who gets the
 * stanza may ask for. What is lent to an account is given to its resources alone; to all others it
 * does not exist. Any task may call.
 */
public final class Bits {
  /** The namespace, and the feature in service discovery. */
  public static final String NAMESPACE = "urn:xmpp:bob";

  /** No bit that is sent or taken has more bytes. */
  public static final int LARGEST = 32 * 1024;

  private static final int MOST_LENT = 64;
  private static final int MOST_BORROWERS = 64;
  private static final int LONGEST_TEXT = LARGEST * 2;
  private static final int LONGEST_TYPE = 127;
  private static final String KEEP_FOR_A_DAY = "86400";

  /** Some data and what it is. */
  public record Bit(String mediaType, byte[] bytes) {}

  private record Loan(Bit bit, SequencedSet<Jid> accounts) {}

  private final IqRouter router;
  private final Monitor monitor;
  private final SequencedMap<Cid, Loan> lent = new LinkedHashMap<>();

  /** Begins to answer. */
  public Bits(Tasks tasks, IqRouter router) {
    this.router = router;
    this.monitor = tasks.monitor();
    router.serve("data", NAMESPACE, this::answer);
  }

  /** Lets an account have some data; what was lent first is forgotten when there is too much. */
  public Cid lend(Jid to, Bit bit) {
    if (bit.bytes().length > LARGEST) {
      throw new IllegalArgumentException("too large to be lent: " + bit.bytes().length);
    }
    Cid cid = Cid.of(bit.bytes());
    monitor.change(() -> {
      Loan loan =
          Optional.ofNullable(lent.remove(cid)).orElse(new Loan(bit, new LinkedHashSet<>()));
      loan.accounts().addLast(to.bare());
      if (loan.accounts().size() > MOST_BORROWERS) {
        loan.accounts().removeFirst();
      }
      lent.putLast(cid, loan);
      if (lent.size() > MOST_LENT) {
        lent.pollFirstEntry();
      }
    });
    return cid;
  }

  private void answer(Iq request) {
    Optional<Bit> found =
        request
            .payload()
            .attribute("cid")
            .filter(_ -> request.type() == Iq.Type.GET)
            .flatMap(Cid::parse)
            .flatMap(cid -> lentTo(request.peer(), cid));
    router.answer(
        found
            .map(bit -> request.result(element(request.payload(), bit)))
            .orElseGet(() -> request.refusal(StanzaError.of("cancel", "item-not-found"))));
  }

  private Optional<Bit> lentTo(Jid peer, Cid cid) {
    List<Bit> found = new ArrayList<>(1);
    monitor.change(() ->
        Optional.ofNullable(lent.get(cid))
            .filter(loan -> loan.accounts().contains(peer.bare()))
            .ifPresent(loan -> found.add(loan.bit())));
    return found.stream().findFirst();
  }

  private static Xml element(Xml asked, Bit bit) {
    return Xml.of("data", NAMESPACE)
        .with("cid", asked.attribute("cid"))
        .with("max-age", KEEP_FOR_A_DAY)
        .with("type", bit.mediaType())
        .withText(Base64.getEncoder().encodeToString(bit.bytes()));
  }

  /**
   * Asks a resource for what it named.
   *
   * @return empty when it refuses, does not answer by the deadline, or gives other data than it
   *     named, or too much
   */
  public Optional<Bit> fetch(Jid from, Cid cid, long deadline) throws InterruptedException {
    Xml question = Xml.of("data", NAMESPACE).with("cid", cid.toString());
    Iq.Reply reply = router.request(from, Iq.Type.GET, question, deadline);
    return reply instanceof Iq.Reply.Result(Optional<Xml> payload)
        ? payload.filter(p -> p.is("data", NAMESPACE)).flatMap(p -> read(p, cid))
        : Optional.empty();
  }

  private static Optional<Bit> read(Xml data, Cid cid) {
    if (data.text().length() > LONGEST_TEXT) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(data.text().replaceAll("\\s", ""));
      String type = data.attribute("type").filter(t -> t.length() <= LONGEST_TYPE).orElse("");
      return bytes.length <= LARGEST && cid.names(bytes)
          ? Optional.of(new Bit(type, bytes))
          : Optional.empty();
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }
}
