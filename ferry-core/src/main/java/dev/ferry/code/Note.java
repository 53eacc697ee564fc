package dev.ferry.code;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.pack.Malformed;
import dev.ferry.dht.pack.PackReader;
import dev.ferry.dht.pack.PackWriter;
import dev.ferry.dht.value.Body;
import dev.ferry.dht.value.ValueType;
import java.util.Optional;

/**
 * What lies at the place of a code, for all to read. Anybody can put anything there: who reads it
 * believes proofs only.
 */
sealed interface Note {
  String USER_TYPE = "ferry_code";

  /** Much more than a note needs. */
  int LONGEST = 1024;

  /** Somebody waits here for who has the words. */
  record Opening(Bytes share) implements Note {}

  /**
   * Somebody says to have the words.
   *
   * @param opening the share that is answered
   * @param share of who answers
   * @param who a {@link Party}, sealed
   */
  record Answer(Bytes opening, Bytes share, Bytes proof, Bytes who) implements Note {}

  /** The words were right; they are of no use to anybody else any more. */
  record Welcome(Bytes opening, Bytes share, Bytes proof, Bytes who) implements Note {}

  /** The words were wrong; nobody can try others. */
  record Burned(Bytes opening) implements Note {}

  /** As it is put. */
  default Body body() {
    PackWriter out = new PackWriter();
    switch (this) {
      case Opening(Bytes share) -> out.map(1).text("open").bytes(share);
      case Answer(Bytes opening, Bytes share, Bytes proof, Bytes who) ->
          exchange(out, "answer", opening, share, proof, who);
      case Welcome(Bytes opening, Bytes share, Bytes proof, Bytes who) ->
          exchange(out, "welcome", opening, share, proof, who);
      case Burned(Bytes opening) -> out.map(1).text("burned").bytes(opening);
    }
    return new Body(ValueType.USER_DATA.id(), out.toBytes(), USER_TYPE);
  }

  private static void exchange(
      PackWriter out, String kind, Bytes opening, Bytes share, Bytes proof, Bytes who) {
    out.map(4).text(kind).bytes(opening);
    out.text("share").bytes(share).text("proof").bytes(proof).text("who").bytes(who);
  }

  /** Reads what somebody put; empty when it is something else, or makes no sense. */
  static Optional<Note> read(Body body) {
    if (!body.userType().equals(USER_TYPE) || body.data().size() > LONGEST) {
      return Optional.empty();
    }
    try {
      return read(body.data().reader());
    } catch (Malformed nonsense) {
      return Optional.empty();
    }
  }

  private static Optional<Note> read(PackReader in) throws Malformed {
    String kind = "";
    Bytes opening = Bytes.EMPTY;
    Bytes share = Bytes.EMPTY;
    Bytes proof = Bytes.EMPTY;
    Bytes who = Bytes.EMPTY;
    for (int left = in.map(); left > 0; left--) {
      String key = in.key();
      switch (key) {
        case "open", "answer", "welcome", "burned" -> {
          kind = key;
          opening = in.blob();
        }
        case "share" -> share = in.blob();
        case "proof" -> proof = in.blob();
        case "who" -> who = in.blob();
        default -> in.skip();
      }
    }
    return switch (kind) {
      case "open" -> Optional.of(new Opening(opening));
      case "answer" -> Optional.of(new Answer(opening, share, proof, who));
      case "welcome" -> Optional.of(new Welcome(opening, share, proof, who));
      case "burned" -> Optional.of(new Burned(opening));
      default -> Optional.empty();
    };
  }
}
