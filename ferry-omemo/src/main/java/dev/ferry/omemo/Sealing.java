package dev.ferry.omemo;

import dev.ferry.Assurance.Proof;
import dev.ferry.omemo.KeyTransport.Key;
import dev.ferry.omemo.PeerKeys.Met;
import dev.ferry.port.Randomness;
import dev.ferry.security.NotSecured;
import dev.ferry.stanza.Jid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Seals a secret for the devices of one account: with sessions that are there, with bundles where
 * there are none. Any task may call.
 */
record Sealing(KeyRecords records, DeviceLists lists, Randomness random) {
  /**
   * What came of it.
   *
   * @param proof of the least known of the keys, if there is one
   * @param undecided a key that nobody has looked at, if there is one
   * @param left out why, for each device that gets nothing
   */
  record Result(
      List<Key> keys, Optional<Proof> proof, Optional<KeyPrint> undecided, List<String> left) {}

  /**
   * Seals for some devices of an account.
   *
   * @param strict whether nothing is sealed when a key is undecided; else that device is left out
   */
  Result seal(
      Jid account, Collection<Integer> devices, byte[] secret, boolean strict, long deadline)
      throws NotSecured, InterruptedException {
    List<Integer> without =
        records.step(
            account, desk -> devices.stream().filter(d -> !desk.peer().hasSession(d)).toList());
    Map<Integer, Bundle> bundles = new LinkedHashMap<>();
    for (int device : without) {
      lists.bundle(account, device, deadline).ifPresent(b -> bundles.put(device, b));
    }
    return records.step(account, desk -> seal(desk, devices, bundles, secret, strict));
  }

  private Result seal(
      KeyRecords.Desk desk,
      Collection<Integer> devices,
      Map<Integer, Bundle> bundles,
      byte[] secret,
      boolean strict)
      throws IOException {
    List<Key> keys = new ArrayList<>();
    List<String> left = new ArrayList<>();
    Optional<Proof> least = Optional.empty();
    Optional<KeyPrint> undecided = Optional.empty();
    for (int device : devices) {
      Optional<Met> met = meet(desk, device, bundles);
      if (met.isEmpty()) {
        left.add("device " + device + " publishes no sound keys");
        continue;
      }
      switch (met.get().trust()) {
        case UNTRUSTED -> left.add("device " + device + " was rejected here");
        case UNDECIDED -> {
          left.add("device " + device + " has a key that nobody has looked at");
          undecided = Optional.of(met.get().key());
        }
        case BLIND, VERIFIED -> {
          if (!ready(desk, device, bundles)) {
            left.add("device " + device + " publishes keys that do not fit together");
          } else {
            keys.add(desk.steps().seal(device, secret));
            least = Optional.of(lesser(least, Judgement.proof(met.get())));
          }
        }
      }
    }
    if (strict && undecided.isPresent()) {
      desk.keepOnly(undecided.get());
      return new Result(List.of(), Optional.empty(), undecided, left);
    }
    desk.keep();
    return new Result(keys, least, undecided, left);
  }

  private static Optional<Met> meet(KeyRecords.Desk desk, int device, Map<Integer, Bundle> bundles)
      throws IOException {
    if (desk.peer().hasSession(device)) {
      return desk.peer().meet(desk.steps().key(device));
    }
    return Optional.ofNullable(bundles.get(device))
        .flatMap(bundle -> desk.peer().meet(KeyPrint.of(bundle.identity())));
  }

  private boolean ready(KeyRecords.Desk desk, int device, Map<Integer, Bundle> bundles) {
    return desk.peer().hasSession(device)
        || Optional.ofNullable(bundles.get(device))
            .filter(bundle -> desk.steps().begin(device, bundle, random))
            .isPresent();
  }

  private static Proof lesser(Optional<Proof> one, Proof other) {
    return one.filter(o -> o.compareTo(other) < 0).orElse(other);
  }
}
