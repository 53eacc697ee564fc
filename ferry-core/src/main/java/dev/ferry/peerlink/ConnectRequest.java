package dev.ferry.peerlink;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.pack.Malformed;
import dev.ferry.dht.pack.PackReader;
import dev.ferry.dht.pack.PackWriter;
import dev.ferry.dht.value.Body;
import dev.ferry.dht.value.ValueType;
import dev.ferry.port.Randomness;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * What one device puts into the DHT, sealed for another, to be connected with it, and what that one
 * answers.
 *
 * @param id by which the answer is known, 1 to 2^53; drawn anew for each request, never used twice.
 *     Of two requests of ours to the same device the later has the larger one; Jami's are in no
 *     order
 * @param answer whether it answers the request of that id
 * @param places where the sender may be met, as {@link dev.ferry.ice.meeting.Description} writes it
 */
public record ConnectRequest(long id, boolean answer, String places) {
  public static final long LARGEST_ID = 1L << 53;

  private static final String USER_TYPE = "peer_request";
  private static final int CHANCE_BITS = 21;

  /** The seconds until now, and by chance what is below them. */
  static long drawId(Instant now, Randomness random) {
    byte[] dice = new byte[Integer.BYTES];
    random.fill(dice);
    long chance = ByteBuffer.wrap(dice).getInt() & (1L << CHANCE_BITS) - 1;
    return 1 + ((now.getEpochSecond() << CHANCE_BITS | chance) & (LARGEST_ID - 1));
  }

  /** As it is put. Nothing is said of what the connection is for. */
  public Body body() {
    byte[] packed =
        new PackWriter()
            .map(4)
            .text("id")
            .unsigned(id)
            .text("ice_msg")
            .text(places)
            .text("isAnswer")
            .bool(answer)
            .text("connType")
            .text("")
            .toByteArray();
    return new Body(ValueType.USER_DATA.id(), Bytes.of(packed), USER_TYPE);
  }

  /** Reads what somebody put; empty when it is something else, or makes no sense. */
  public static Optional<ConnectRequest> read(Body body) {
    if (!body.userType().equals(USER_TYPE)) {
      return Optional.empty();
    }
    try {
      return read(body.data().reader());
    } catch (Malformed nonsense) {
      return Optional.empty();
    }
  }

  private static Optional<ConnectRequest> read(PackReader data) throws Malformed {
    long id = 0;
    boolean answer = false;
    String places = "";
    for (int left = data.map(); left > 0; left--) {
      switch (data.key()) {
        case "id" -> id = data.unsigned(LARGEST_ID);
        case "isAnswer" -> answer = data.bool();
        case "ice_msg" -> places = data.textOrBytes();
        default -> data.skip();
      }
    }
    return id == 0 || places.isEmpty()
        ? Optional.empty()
        : Optional.of(new ConnectRequest(id, answer, places));
  }
}
