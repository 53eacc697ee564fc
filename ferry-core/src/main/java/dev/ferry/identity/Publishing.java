package dev.ferry.identity;

import dev.ferry.dht.Dht;
import dev.ferry.dht.Dht.Kept;
import dev.ferry.dht.DhtException;
import dev.ferry.dht.value.CertificateValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps a device in the DHT, so that others find it by its account, until it is closed; then it is
 * found for some minutes more. May be closed by any task.
 */
public final class Publishing implements AutoCloseable {
  private final List<Kept> kept;

  private Publishing(List<Kept> kept) {
    this.kept = List.copyOf(kept);
  }

  /**
   * Publishes the certificates, then the announcement, so that whoever sees it can check it; last
   * what the account has revoked.
   *
   * @throws DhtException when it is stored nowhere; then nothing is kept
   */
  public static Publishing start(
      Dht dht, OwnDevice device, Optional<Revocations> revoked, long deadline)
      throws DhtException, InterruptedException {
    List<Kept> kept = new ArrayList<>();
    boolean done = false;
    try {
      kept.add(dht.keep(device.id().hash(), CertificateValue.of(device.chain().pem()), deadline));
      kept.add(dht.keep(device.account().hash(), device.announcement(), deadline));
      if (revoked.isPresent()) {
        kept.add(dht.keep(device.account().hash(), revoked.get().value(), deadline));
      }
      done = true;
      return new Publishing(kept);
    } finally {
      if (!done) {
        kept.forEach(Kept::close);
      }
    }
  }

  @Override
  public void close() {
    kept.forEach(Kept::close);
  }
}
