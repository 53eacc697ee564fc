package dev.ferry.identity;

import dev.ferry.machine.Step;

/**
 * How this account stands with another one: a machine. Nothing is told to anybody before the user
 * has decided about them, and nothing at all to one who is blocked.
 */
public sealed interface Standing {
  /** Nobody has asked anything. */
  record Stranger() implements Standing {}

  /** We have asked them. */
  record Asked() implements Standing {}

  /** They have asked us, and the user has not decided yet. */
  record Asking(String name, String conversation) implements Standing {}

  /** Both have said yes. */
  record Confirmed(String conversation) implements Standing {}

  /** The user has said no to a request; the same one is not shown again. */
  record Declined(String conversation) implements Standing {}

  /** The user does not want to hear of them. */
  record Blocked() implements Standing {}

  /** What happens. */
  sealed interface Event {
    /** The user wants them as a contact, or says yes to their request. */
    record UserAdded() implements Event {}

    /** The user says no to their request, or does not want them as a contact any more. */
    record UserRemoved() implements Event {}

    /** The user wants to hear nothing of them. */
    record UserBlocked() implements Event {}

    /** The user takes that back. */
    record UserUnblocked() implements Event {}

    /** A request of theirs has come, truly from a device of theirs. */
    record PeerAsked(String name, String conversation) implements Event {}

    /** A yes of theirs has come, truly from a device of theirs. */
    record PeerConfirmed(String conversation) implements Event {}

    /** This device can reach others again. */
    record CameOnline() implements Event {}
  }

  /** What is to be done. */
  sealed interface Deed {
    /** Send a request to each of their devices. */
    record SendRequest() implements Deed {}

    /** Send a yes to each of their devices. */
    record SendConfirmation(String conversation) implements Deed {}

    /** Tell the user that they ask. */
    record ShowRequest(String name) implements Deed {}

    /** Tell the user that they are a contact now. */
    record ShowConfirmed() implements Deed {}
  }

  /** The next standing, and what is to be done. */
  static Step<Standing, Deed> on(Standing now, Event event) {
    return switch (now) {
      case Stranger s -> stranger(s, event);
      case Declined(String conversation) ->
          event instanceof Event.PeerAsked asked && asked.conversation().equals(conversation)
              ? Step.to(now)
              : stranger(now, event);
      case Asked a -> asked(a, event);
      case Asking a -> asking(a, event);
      case Confirmed c -> confirmed(c, event);
      case Blocked b ->
          event instanceof Event.UserUnblocked ? Step.to(new Stranger()) : Step.to(now);
    };
  }

  private static Step<Standing, Deed> stranger(Standing now, Event event) {
    return switch (event) {
      case Event.UserAdded e -> Step.to(new Asked(), new Deed.SendRequest());
      case Event.UserBlocked e -> Step.to(new Blocked());
      case Event.PeerAsked(String name, String conversation) ->
          Step.to(new Asking(name, conversation), new Deed.ShowRequest(name));
      // A yes that nobody asked for is no request either.
      case Event.PeerConfirmed e -> Step.to(now);
      case Event.UserRemoved e -> Step.to(now);
      case Event.UserUnblocked e -> Step.to(now);
      case Event.CameOnline e -> Step.to(now);
    };
  }

  private static Step<Standing, Deed> asked(Asked now, Event event) {
    return switch (event) {
      case Event.UserAdded e -> Step.to(now, new Deed.SendRequest());
      case Event.CameOnline e -> Step.to(now, new Deed.SendRequest());
      case Event.UserRemoved e -> Step.to(new Stranger());
      case Event.UserBlocked e -> Step.to(new Blocked());
      case Event.UserUnblocked e -> Step.to(now);
      case Event.PeerConfirmed(String conversation) ->
          Step.to(new Confirmed(conversation), new Deed.ShowConfirmed());
      // Both have asked: that is a yes of both.
      case Event.PeerAsked(String name, String conversation) ->
          Step.to(
              new Confirmed(conversation),
              new Deed.SendConfirmation(conversation),
              new Deed.ShowConfirmed());
    };
  }

  private static Step<Standing, Deed> asking(Asking now, Event event) {
    return switch (event) {
      case Event.UserAdded e ->
          Step.to(
              new Confirmed(now.conversation()),
              new Deed.SendConfirmation(now.conversation()),
              new Deed.ShowConfirmed());
      case Event.UserRemoved e -> Step.to(new Declined(now.conversation()));
      case Event.UserBlocked e -> Step.to(new Blocked());
      case Event.PeerAsked(String name, String conversation) ->
          Step.to(new Asking(name, conversation));
      case Event.PeerConfirmed e -> Step.to(now);
      case Event.UserUnblocked e -> Step.to(now);
      case Event.CameOnline e -> Step.to(now);
    };
  }

  private static Step<Standing, Deed> confirmed(Confirmed now, Event event) {
    return switch (event) {
      // They may have lost our yes, or ask from a new device.
      case Event.PeerAsked(String name, String conversation) ->
          Step.to(new Confirmed(conversation), new Deed.SendConfirmation(conversation));
      case Event.UserRemoved e -> Step.to(new Stranger());
      case Event.UserBlocked e -> Step.to(new Blocked());
      case Event.UserAdded e -> Step.to(now);
      case Event.PeerConfirmed e -> Step.to(now);
      case Event.UserUnblocked e -> Step.to(now);
      case Event.CameOnline e -> Step.to(now);
    };
  }
}
