package dev.ferry.sim.key;

import dev.ferry.port.Monitor;
import dev.ferry.port.Pins;
import dev.ferry.port.Tasks;
import dev.ferry.stanza.Jid;
import java.util.ArrayList;
import java.util.List;

/** Pins in memory. */
public final class SimPins implements Pins {
  private final Monitor monitor;
  private final List<Pin> pins = new ArrayList<>();

  public SimPins(Tasks tasks) {
    this.monitor = tasks.monitor();
  }

  @Override
  public List<Pin> of(Jid account) {
    List<Pin> found = new ArrayList<>();
    monitor.change(
        () -> pins.stream().filter(p -> p.account().equals(account.bare())).forEach(found::add));
    return found;
  }

  @Override
  public void remember(Pin pin) {
    monitor.change(() -> {
      pins.removeIf(
          p -> p.account().equals(pin.account()) && p.fingerprint().equals(pin.fingerprint()));
      pins.add(pin);
    });
  }
}
