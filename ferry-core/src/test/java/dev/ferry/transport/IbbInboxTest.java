package dev.ferry.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import dev.ferry.transport.IbbInbox.Verdict;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IbbInboxTest {
  private static final int BLOCK = 65_535;

  private final IbbInbox inbox = new IbbInbox();

  private Verdict take(int seq, int size) {
    return take(seq, new byte[size], Optional.of(request(seq)));
  }

  private Verdict take(int seq, byte[] bytes, Optional<Iq> request) {
    return inbox.take(new IbbElement.Data("s", seq, ByteBuffer.wrap(bytes)), BLOCK, request);
  }

  private static Iq request(int seq) {
    return new Iq(Jid.of("a@b/c"), "id" + seq, Iq.Type.SET, Xml.of("data", IbbWire.NAMESPACE));
  }

  private static String condition(Verdict verdict) {
    return verdict instanceof Verdict.Refused(var error, String _) ? error.condition() : "none";
  }

  @Test
  void givesTheBytesInOrderAcrossBlocks() {
    take(0, new byte[] {1, 2, 3}, Optional.empty());
    take(1, new byte[] {4}, Optional.empty());
    ByteBuffer two = ByteBuffer.allocate(2);
    inbox.read(two);
    ByteBuffer rest = ByteBuffer.allocate(10);
    inbox.read(rest);
    assertThat(two.array()).containsExactly(1, 2);
    assertThat(rest.flip()).isEqualTo(ByteBuffer.wrap(new byte[] {3, 4}));
    assertThat(inbox.isEmpty()).isTrue();
  }

  @Test
  void refusesABlockTwiceAndABlockTooFar() {
    assertThat(take(0, 1)).isEqualTo(new Verdict.Taken());
    assertThat(condition(take(0, 1))).isEqualTo("unexpected-request");
    assertThat(condition(take(2, 1))).isEqualTo("unexpected-request");
    assertThat(take(1, 1)).isEqualTo(new Verdict.Taken());
  }

  @Test
  void countsOnFromZeroAfterTheLastNumber() {
    for (int seq = 0; seq <= IbbWire.LAST_SEQ; seq++) {
      assertThat(take(seq, 0)).isEqualTo(new Verdict.Taken());
    }
    assertThat(condition(take(IbbWire.LAST_SEQ + 1, 0))).isEqualTo("unexpected-request");
    assertThat(take(0, 0)).isEqualTo(new Verdict.Taken());
  }

  @Test
  void refusesABlockLargerThanAgreed() {
    var block = new IbbElement.Data("s", 0, ByteBuffer.wrap(new byte[101]));
    assertThat(condition(inbox.take(block, 100, Optional.empty()))).isEqualTo("bad-request");
  }

  @Test
  void holdsAcknowledgementsUntilTheReaderHasCaughtUp() {
    int seq = 0;
    while (take(seq, BLOCK) instanceof Verdict.Taken) {
      seq++;
    }
    assertThat(seq).isEqualTo(16);
    assertThat(take(seq + 1, BLOCK)).isEqualTo(new Verdict.Held());
    assertThat(inbox.read(ByteBuffer.allocate(BLOCK - 1))).isEmpty();
    assertThat(inbox.read(ByteBuffer.allocate(1))).containsExactly(request(16));
    assertThat(inbox.read(ByteBuffer.allocate(20 * BLOCK))).containsExactly(request(17));
    assertThat(take(18, BLOCK)).isEqualTo(new Verdict.Taken());
  }

  @Test
  void refusesASenderThatNeverWaits() {
    int seq = 0;
    Verdict verdict = take(seq, BLOCK);
    while (!(verdict instanceof Verdict.Refused)) {
      seq++;
      verdict = take(seq, BLOCK);
    }
    assertThat(condition(verdict)).isEqualTo("resource-constraint");
    assertThat(seq * (long) BLOCK).isBetween(5_000_000L, 5_500_000L);
  }

  @Test
  void keepsNothingOfEmptyBlocks() {
    assertThat(take(0, 0)).isEqualTo(new Verdict.Taken());
    assertThat(inbox.isEmpty()).isTrue();
  }

  @Test
  void handsOutHeldRequestsWhenItIsAbandoned() {
    for (int seq = 0; seq < 18; seq++) {
      take(seq, BLOCK);
    }
    assertThat(inbox.abandon()).containsExactly(request(16), request(17));
    assertThat(inbox.isEmpty()).isTrue();
  }
}
