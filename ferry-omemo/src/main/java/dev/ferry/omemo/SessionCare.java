package dev.ferry.omemo;

import dev.ferry.omemo.KeyTransport.Key;
import dev.ferry.omemo.PeerKeys.Met;
import dev.ferry.omemo.SessionSteps.Outcome;
import dev.ferry.port.Randomness;
import dev.ferry.security.NotSecured;
import dev.ferry.stanza.Iq;
import dev.ferry.stanza.Jid;
import dev.ferry.stanza.Xml;
import dev.ferry.xmpp.IqRouter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What keeps sessions whole: messages that carry no file's key, and are sent or read for the
 * session's sake alone (XEP-0384 4.7, 5). Any task may call.
 */
record SessionCare(IqRouter router, KeyRecords records, DeviceLists lists, Randomness random) {
  private static final String HINTS = "urn:xmpp:hints";
  private static final int IV = 12;
  private static final int SECRET = 32;

  /**
   * Moves a session on by what a device has sent; its payload, if any, is not looked at.
   *
   * @param mine this device
   * @return what is to be done after it
   */
  List<Chore> read(Jid from, KeyTransport element, int mine) throws NotSecured {
    Optional<Key> key = element.of(mine);
    if (key.isEmpty() || (from.equals(records.self()) && element.sender() == mine)) {
      return List.of();
    }
    Chore.Answer answer = new Chore.Answer(from, element.sender());
    return records.step(from, desk -> read(desk, answer, key.get()));
  }

  private static List<Chore> read(KeyRecords.Desk desk, Chore.Answer answer, Key key)
      throws IOException {
    return switch (desk.steps().open(answer.device(), key)) {
      case Outcome.Read(_, KeyPrint by, boolean begun) -> {
        Optional<Met> met = desk.peer().meet(by);
        if (met.filter(m -> m.trust().lets()).isEmpty()) {
          desk.keepOnly(by);
          yield List.of();
        }
        desk.keep();
        List<Chore> next = new ArrayList<>();
        if (desk.steps().own().preKeys().size() < OwnKeys.PRE_KEYS) {
          next.add(new Chore.Announce());
        }
        if (begun) {
          next.add(answer);
        }
        yield next;
      }
      case Outcome.Broken _ -> List.of(new Chore.Mend(answer.account(), answer.device()));
      case Outcome.Replayed _, Outcome.Malformed _ -> List.of();
    };
  }

  /** Answers a device that has begun a session: until then it begins it with each message. */
  void answer(Jid account, int device) throws NotSecured, InterruptedException {
    send(account, desk -> desk.peer().hasSession(device) ? Optional.of(device) : Optional.empty());
  }

  /**
   * Begins a session in the place of one that is broken, and lets the device know.
   *
   * @return whether there is such a device, with a key that is not refused
   */
  boolean mend(Jid account, int device, long deadline) throws NotSecured, InterruptedException {
    Optional<Bundle> bundle = lists.askBundle(account, device, deadline);
    return bundle.isPresent() && send(account, desk -> begin(desk, device, bundle.get()));
  }

  private Optional<Integer> begin(KeyRecords.Desk desk, int device, Bundle bundle)
      throws IOException {
    KeyPrint print = KeyPrint.of(bundle.identity());
    if (!desk.peer().judge(print).trust().lets()) {
      desk.keepOnly(print);
      return Optional.empty();
    }
    boolean met = desk.peer().meet(print).isPresent();
    return met && desk.steps().begin(device, bundle, random)
        ? Optional.of(device)
        : Optional.empty();
  }

  /**
   * Sends a secret that nobody needs: what counts is the session it moves on.
   *
   * @return whether there was a device to send it to
   */
  private boolean send(Jid account, KeyRecords.Step<Optional<Integer>> whom)
      throws NotSecured, InterruptedException {
    byte[] secret = new byte[SECRET];
    byte[] iv = new byte[IV];
    random.fill(secret);
    random.fill(iv);
    Optional<KeyTransport> element =
        records.step(
            account,
            desk -> {
              Optional<Integer> device = whom.take(desk);
              if (device.isEmpty()) {
                return Optional.empty();
              }
              Key key = desk.steps().seal(device.get(), secret);
              desk.keep();
              return Optional.of(
                  new KeyTransport(desk.steps().own().device(), List.of(key), iv, false));
            });
    if (element.isPresent()) {
      router.send(
          Xml.of("message", Iq.NAMESPACE)
              .with("to", account.toString())
              .with("type", "chat")
              .with(element.get().write())
              .with(Xml.of("store", HINTS)));
    }
    return element.isPresent();
  }
}
