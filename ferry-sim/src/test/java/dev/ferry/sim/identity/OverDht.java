package dev.ferry.sim.identity;

import dev.ferry.dht.Dht;
import dev.ferry.dht.DhtException;
import dev.ferry.dht.Listening;
import dev.ferry.dht.value.InfoHash;
import dev.ferry.dht.value.Query;
import dev.ferry.dht.value.Value;
import java.util.List;
import java.util.function.Consumer;

/** A DHT of which a test plays a part itself. */
class OverDht implements Dht {
  private final Dht real;

  OverDht(Dht real) {
    this.real = real;
  }

  @Override
  public List<Value> get(InfoHash key, Query query, Consumer<Value> each, long deadline)
      throws DhtException, InterruptedException {
    return real.get(key, query, each, deadline);
  }

  @Override
  public Value put(InfoHash key, Value value, long deadline)
      throws DhtException, InterruptedException {
    return real.put(key, value, deadline);
  }

  @Override
  public Kept keep(InfoHash key, Value value, long deadline)
      throws DhtException, InterruptedException {
    return real.keep(key, value, deadline);
  }

  @Override
  public Listening listen(InfoHash key, Query query) {
    return real.listen(key, query);
  }

  @Override
  public void close() {
    real.close();
  }
}
