package dev.ferry.identity;

import dev.ferry.dht.Dht;
import dev.ferry.dht.Dht.Kept;
import dev.ferry.dht.DhtException;
import dev.ferry.dht.value.Value;
import dev.ferry.identity.Making.Made;
import dev.ferry.port.Records;
import dev.ferry.port.Tasks;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What other devices of the account have taken back: this one keeps it, too, on its disk, and in
 * the DHT while it is online, so that it holds although the device that said so is gone. One task
 * {@link #run runs} it; {@link #lists} may be called by any.
 */
public final class TakenBack {
  private static final System.Logger LOG = System.getLogger(TakenBack.class.getName());
  private static final long SECOND = 1_000_000_000L;
  private static final long LOOKING = 300 * SECOND;
  private static final long PATIENCE = 20 * SECOND;
  private static final String RECORD = "revoked";

  /** Each list has what the ones before it had, so that there is more than one by chance only. */
  private static final int MOST = 8;

  private final Dht dht;
  private final Tasks tasks;
  private final Records records;
  private final AccountId account;
  private final X509Certificate issuer;
  private final Optional<Revocations> own;
  private final Map<Revocations, Kept> kept = new LinkedHashMap<>();

  /**
   * @param made what its own archive has taken back is published with the device itself
   */
  public TakenBack(Dht dht, Tasks tasks, Records records, Made made) {
    this.dht = dht;
    this.tasks = tasks;
    this.records = records;
    this.account = made.device().account();
    this.issuer = made.device().chain().certificates().get(1);
    this.own = made.archive().revoked();
  }

  /** All that counts on this device: its own list, and what it remembers of others'. */
  public List<Revocations> lists() {
    List<Revocations> all = new ArrayList<>(own.stream().toList());
    try {
      all.addAll(remembered());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "what was taken back cannot be read", e);
    }
    return all;
  }

  /** Looks for lists now and then, until it is interrupted. */
  public void run() throws InterruptedException {
    try {
      while (true) {
        look();
        tasks.sleep(LOOKING);
      }
    } finally {
      kept.values().forEach(Kept::close);
      kept.clear();
    }
  }

  private void look() throws InterruptedException {
    try {
      List<Revocations> there = new ArrayList<>(remembered());
      for (Value value : dht.get(account.hash(), tasks.in(PATIENCE))) {
        Revocations.of(value).filter(list -> list.isMadeBy(issuer)).ifPresent(there::add);
      }
      List<Revocations> needed = needed(there);
      remember(needed);
      hold(needed);
    } catch (DhtException | IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "not looked for what was taken back: " + e.getMessage());
    }
  }

  /** Those that say something which neither the own list nor another of them says. */
  private List<Revocations> needed(List<Revocations> there) {
    List<Revocations> needed = new ArrayList<>();
    for (Revocations list : there) {
      boolean said =
          own.filter(o -> o.covers(list)).isPresent()
              || needed.stream().anyMatch(other -> other.covers(list));
      if (!said) {
        needed.removeIf(list::covers);
        needed.add(list);
      }
    }
    return needed.subList(0, Math.min(needed.size(), MOST));
  }

  private void hold(List<Revocations> needed) throws DhtException, InterruptedException {
    for (Revocations list : needed) {
      if (!kept.containsKey(list)) {
        kept.put(list, dht.keep(account.hash(), list.value(), tasks.in(PATIENCE)));
      }
    }
    kept.entrySet()
        .removeIf(each -> {
          boolean old = !needed.contains(each.getKey());
          if (old) {
            each.getValue().close();
          }
          return old;
        });
  }

  private List<Revocations> remembered() throws IOException {
    return records.alone(page ->
        Revocations.all(page.read(RECORD).orElse(""), MOST).stream()
            .filter(list -> list.isMadeBy(issuer))
            .toList());
  }

  private void remember(List<Revocations> lists) throws IOException {
    String text = String.join("", lists.stream().map(Revocations::pem).toList());
    records.alone(page -> {
      if (!page.read(RECORD).orElse("").equals(text)) {
        page.write(RECORD, text);
      }
      return text;
    });
  }
}
