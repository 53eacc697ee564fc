package dev.ferry.dht.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.pack.Bytes;
import dev.ferry.dht.pack.PackWriter;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.ValueCodec;
import dev.ferry.dht.wire.DhtMessage.Answer;
import dev.ferry.dht.wire.DhtMessage.Reply;
import dev.ferry.dht.wire.DhtMessage.Request;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Messages have the bytes of OpenDHT, and nothing that comes in does harm. */
class DhtCodecTest {
  private static final InfoHash US = InfoHash.ofText("us");
  private static final InfoHash KEY = InfoHash.ofText("key");
  private static final Bytes TOKEN = Bytes.ofText("0123456789abcdef0123456789abcdef");
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

  private static Optional<DhtMessage> decode(byte[] bytes) {
    return DhtDecoder.decode(bytes, bytes.length);
  }

  private static DhtMessage back(DhtMessage message) {
    List<byte[]> datagrams = DhtEncoder.encode(message);
    assertThat(datagrams).hasSize(1);
    return decode(datagrams.getFirst()).orElseThrow();
  }

  @Test
  void readsAndWritesWhatDhtnodesSayByteForByte() {
    Set<String> kinds = new TreeSet<>();
    Assemblies assemblies = new Assemblies();
    List<byte[]> written = new ArrayList<>();
    List<Capture> captured = Capture.all();
    for (Capture datagram : captured) {
      DhtMessage message = decode(datagram.bytes()).orElseThrow();
      kinds.add(
          message instanceof Request request
              ? request.call().getClass().getSimpleName()
              : message.getClass().getSimpleName());
      InetSocketAddress from = new InetSocketAddress(HERE, datagram.direction().charAt(0));
      if (!message.values().announced().isEmpty()) {
        assemblies.begin(from, message, 0);
      } else if (message instanceof DhtMessage.Pieces pieces) {
        assemblies.add(from, pieces, 0).map(DhtEncoder::encode).ifPresent(written::addAll);
      } else {
        written.addAll(DhtEncoder.encode(message));
      }
    }
    assertThat(kinds)
        .containsExactly(
            "Find", "Get", "Listen", "Pieces", "Ping", "Put", "Refusal", "Reply", "Update");
    assertThat(hex(written))
        .containsExactlyInAnyOrderElementsOf(hex(captured.stream().map(Capture::bytes).toList()));
  }

  private static List<String> hex(List<byte[]> datagrams) {
    return datagrams.stream().map(HexFormat.of()::formatHex).toList();
  }

  @Test
  void theValuesThatDhtnodesSendArePackedAsOursAre() {
    int seen = 0;
    for (Capture datagram : Capture.all()) {
      for (Bytes packed : decode(datagram.bytes()).orElseThrow().values().whole()) {
        assertThat(ValueCodec.parse(packed).orElseThrow().packed()).isEqualTo(packed);
        seen++;
      }
    }
    assertThat(seen).isGreaterThan(5);
  }

  @Test
  void everyKindOfRequestComesBackAsItWas() {
    Bytes query = new PackWriter().map(1).text("s").array(1).unsigned(1).toBytes();
    Bytes value = Bytes.of(new PackWriter().map(1).text("id").unsigned(7).toByteArray());
    Values values = Values.of(List.of(value));
    List<Call> calls =
        List.of(
            new Call.Ping(),
            new Call.Find(KEY, Call.Want.SAME),
            new Call.Find(KEY, Call.Want.BOTH),
            new Call.Get(KEY, Bytes.EMPTY, Call.Want.SAME),
            new Call.Get(KEY, query, new Call.Want(false, true)),
            new Call.Put(KEY, values, Optional.empty(), TOKEN),
            new Call.Put(KEY, values, Optional.of(1_700_000_000L), TOKEN),
            new Call.Listen(KEY, TOKEN, -3, 1, query),
            new Call.Update(KEY, 9, values, Optional.of(3L), List.of(), List.of(), TOKEN),
            new Call.Update(
                InfoHash.ZERO, 9, Values.NONE, Optional.empty(), List.of(-1L), List.of(), TOKEN),
            new Call.Update(
                InfoHash.ZERO, 9, Values.NONE, Optional.empty(), List.of(), List.of(2L), TOKEN),
            new Call.Refresh(KEY, -5, TOKEN));
    for (Call call : calls) {
      for (long network : new long[] {0, 42, 0xffff_ffffL}) {
        Request request = new Request(-77, network, US, network == 42, call);
        Call read = ((Request) back(request)).call();
        if (call instanceof Call.Update update && update.values().isEmpty()) {
          assertThat(((Call.Update) read).expired()).isEqualTo(update.expired());
          assertThat(((Call.Update) read).refreshed()).isEqualTo(update.refreshed());
        } else {
          assertThat(back(request)).isEqualTo(request);
        }
      }
    }
  }

  @Test
  void anAnswerComesBackAsItWas() {
    Contact four = new Contact(KEY, new InetSocketAddress(InetAddress.ofLiteral("192.0.2.7"), 1));
    Contact six = new Contact(KEY, new InetSocketAddress(InetAddress.ofLiteral("fd00::7"), 65535));
    Answer full =
        new Answer(
            Optional.of(InetAddress.ofLiteral("fd00::1")),
            List.of(four, four),
            List.of(six),
            TOKEN,
            Values.NONE,
            new PackWriter().map(0).toBytes(),
            Optional.of(-1L));
    Reply reply = new Reply(1, 0, US, false, full);
    assertThat(back(reply)).isEqualTo(reply);
    Reply plain = new Reply(2, 7, US, true, Answer.plain(HERE));
    assertThat(back(plain)).isEqualTo(plain);
  }

  @Test
  void aRefusalComesBackAsItWas() {
    for (Optional<InfoHash> from : List.of(Optional.of(US), Optional.<InfoHash>empty())) {
      DhtMessage refusal = new DhtMessage.Refusal(4, 0, from, 401, "wrong token");
      assertThat(back(refusal)).isEqualTo(refusal);
    }
  }

  @Test
  void largeValuesLeaveInPiecesAndComeTogetherAgain() {
    Random random = new Random(5);
    for (int size : new int[] {599, 600, 1280, 1281, 60_000}) {
      byte[] bytes = new byte[size];
      random.nextBytes(bytes);
      bytes[0] = (byte) 0xc5;
      bytes[1] = (byte) ((size - 3) >> 8);
      bytes[2] = (byte) (size - 3);
      Values values = Values.of(List.of(Bytes.of(bytes)));
      Request put =
          new Request(9, 0, US, false, new Call.Put(KEY, values, Optional.empty(), TOKEN));
      List<byte[]> datagrams = DhtEncoder.encode(put);
      assertThat(datagrams).hasSize(size < 600 ? 1 : 1 + (size + 1279) / 1280);
      assertThat(datagrams).allMatch(d -> d.length < 1400);
      assertThat(together(datagrams)).contains(put);
    }
  }

  private static Optional<DhtMessage> together(List<byte[]> datagrams) {
    Assemblies assemblies = new Assemblies();
    InetSocketAddress from = new InetSocketAddress(HERE, 1);
    DhtMessage first = decode(datagrams.getFirst()).orElseThrow();
    if (first.values().announced().isEmpty()) {
      return Optional.of(first);
    }
    assemblies.begin(from, first, 0);
    Optional<DhtMessage> whole = Optional.empty();
    for (byte[] datagram : datagrams.subList(1, datagrams.size())) {
      assertThat(whole).isEmpty();
      whole = assemblies.add(from, (DhtMessage.Pieces) decode(datagram).orElseThrow(), 0);
    }
    return whole;
  }

  @Test
  void manySmallValuesLeaveInPiecesToo() {
    Bytes small = new PackWriter().unsigned(3).toBytes();
    Values values = new Values(Collections.nCopies(50, small), Map.of());
    Request put = new Request(9, 0, US, false, new Call.Put(KEY, values, Optional.of(1L), TOKEN));
    assertThat(DhtEncoder.encode(put)).hasSize(51);
    assertThat(together(DhtEncoder.encode(put))).contains(put);
  }

  @Test
  void refusesAListOfNodesOfAWrongLength() {
    byte[] wrong = new byte[27];
    for (String list : List.of("n4", "n6")) {
      PackWriter out = new PackWriter().map(2).text("r").map(2).text("id");
      US.writeTo(out);
      out.text(list).bytes(wrong).text("t").unsigned(1);
      assertThat(decode(out.toByteArray())).isEmpty();
    }
  }

  @Test
  void takesATransactionOfFourBytes() {
    PackWriter out = new PackWriter().map(4).text("a").map(1).text("id");
    US.writeTo(out);
    out.text("q").text("ping").text("t").bytes(new byte[] {1, 2, 3, 4}).text("y").text("q");
    assertThat(decode(out.toByteArray()).orElseThrow().transaction()).isEqualTo(0x01020304);
  }

  @Test
  void refusesAMessageOfNobody() {
    Request request = new Request(1, 0, InfoHash.ZERO, false, new Call.Ping());
    assertThat(decode(DhtEncoder.encode(request).getFirst())).isEmpty();
  }

  @Test
  void passesOverValuesThatAreTooLarge() {
    PackWriter out = new PackWriter().map(3).text("a").map(4).text("id");
    US.writeTo(out);
    KEY.writeTo(out.text("h"));
    out.text("token").bytes(TOKEN);
    out.text("values").array(3).unsigned(70_000).unsigned(-1).unsigned(800);
    out.text("q").text("put").text("t").unsigned(1);
    assertThat(decode(out.toByteArray()).orElseThrow().values().announced())
        .isEqualTo(Map.of(2, 800));
  }

  @Test
  void damagedMessagesAreMessagesOrNothing() {
    Random random = new Random(1);
    for (Capture capture : Capture.all()) {
      for (int i = 0; i < 200; i++) {
        byte[] bytes = capture.bytes().clone();
        for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        int length = random.nextInt(bytes.length + 1);
        Optional<DhtMessage> message = DhtDecoder.decode(bytes, length);
        message.ifPresent(m -> assertThat(DhtEncoder.encode(m)).isNotEmpty());
      }
    }
  }
}
