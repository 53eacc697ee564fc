package dev.ferry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.dht.value.InfoHash;
import dev.ferry.identity.Standing.Asking;
import dev.ferry.identity.Standing.Confirmed;
import dev.ferry.identity.Standing.Event;
import dev.ferry.identity.Standing.Stranger;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whom an account knows. */
class ContactBookTest {
  private static final Event ADD = new Event.UserAdded();
  private static final Event REMOVE = new Event.UserRemoved();

  private static AccountId account(int number) {
    return new AccountId(InfoHash.ofText("account " + number));
  }

  private static Event asks(int number) {
    return new Event.PeerAsked("nobody " + number, "c" + number);
  }

  private static ContactBook flooded(ContactBook book, int requests) {
    ContactBook now = book;
    for (int i = 0; i < requests; i++) {
      now = now.on(account(i), asks(i)).next();
    }
    return now;
  }

  @Test
  void tenThousandRequestsTakeNoMoreRoomThanTheirBound() {
    ContactBook book = ContactBook.EMPTY.on(account(-1), asks(-1)).next();
    ContactBook flooded = flooded(book, 10_000);

    assertThat(flooded.all()).hasSize(ContactBook.MOST_REQUESTS);
    assertThat(flooded.of(account(-1))).isInstanceOf(Asking.class);
    assertThat(flooded.of(account(9_999))).isInstanceOf(Stranger.class);
    assertThat(flooded.on(account(9_999), asks(1)).effects()).isEmpty();
  }

  @Test
  void aFloodDoesNotKeepTheUserFromAddingContacts() {
    ContactBook flooded = flooded(ContactBook.EMPTY, 1000);
    AccountId friend = account(5000);
    ContactBook after =
        flooded.on(friend, ADD).next().on(friend, new Event.PeerConfirmed("c")).next();

    assertThat(after.isContact(friend)).isTrue();
    assertThat(flooded.isContact(account(0))).isFalse();
  }

  @Test
  void refusalsAreForgottenFromTheOldestOn() {
    ContactBook book = ContactBook.EMPTY;
    for (int i = 0; i <= ContactBook.MOST_DECLINED; i++) {
      book = book.on(account(i), asks(i)).next().on(account(i), REMOVE).next();
    }

    assertThat(book.all()).hasSize(ContactBook.MOST_DECLINED);
    assertThat(book.of(account(0))).isInstanceOf(Stranger.class);
  }

  @Test
  void comesBackFromItsText() {
    ContactBook book =
        flooded(ContactBook.EMPTY, 3)
            .on(account(0), ADD)
            .next()
            .on(account(1), REMOVE)
            .next()
            .on(account(7), ADD)
            .next()
            .on(account(8), new Event.UserBlocked())
            .next();

    assertThat(ContactBook.parse(book.text())).contains(book);
    assertThat(ContactBook.parse("{\"x\":{}}")).isEmpty();
    assertThat(ContactBook.parse("")).isEmpty();
  }

  @Test
  void adoptsTheContactsOfAnArchive() {
    ContactBook book =
        ContactBook.EMPTY
            .on(account(4), new Event.UserBlocked())
            .next()
            .adopting(
                Map.of(
                    account(1), new Contact(5, 0, true, false, "c"),
                    account(2), new Contact(5, 6, true, false, ""),
                    account(3), new Contact(5, 6, false, true, ""),
                    account(4), new Contact(5, 0, true, false, "")));

    assertThat(book.of(account(1))).isEqualTo(new Confirmed("c"));
    assertThat(book.of(account(2))).isEqualTo(new Stranger());
    assertThat(book.of(account(3))).isEqualTo(new Standing.Blocked());
    assertThat(book.of(account(4))).isEqualTo(new Standing.Blocked());
  }

  @Test
  void givesAnArchiveWhatAnotherDeviceAdoptsAgain() {
    ContactBook book =
        flooded(ContactBook.EMPTY, 3)
            .on(account(0), ADD)
            .next()
            .on(account(7), ADD)
            .next()
            .on(account(8), new Event.UserBlocked())
            .next();
    Contact former = new Contact(5, 0, true, false, "c");
    Map<AccountId, Contact> exported = book.exported(Map.of(account(9), former), 100);

    assertThat(exported.get(account(9))).isEqualTo(new Contact(5, 100, false, false, ""));
    assertThat(exported).doesNotContainKey(account(1));
    ContactBook there = ContactBook.EMPTY.adopting(exported);
    assertThat(there.all())
        .containsOnlyKeys(account(0), account(7), account(8))
        .containsEntry(account(0), book.of(account(0)))
        .containsEntry(account(7), new Standing.Asked())
        .containsEntry(account(8), new Standing.Blocked());
  }
}
