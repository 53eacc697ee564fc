package dev.ferry.swarm;

import dev.ferry.port.Monitor;
import dev.ferry.port.Tasks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Shows each of several receivers other chunks of the same file first, those that were shown to
 * fewest: so each chunk leaves this device about once, while the receivers give them to each other.
 * Any task may ask.
 */
public final class Spread {
  private final Monitor monitor;
  private int[] shown = new int[0];

  public Spread(Tasks tasks) {
    this.monitor = tasks.monitor();
  }

  /**
   * The chunks to be shown next to one receiver; from now on they count as shown.
   *
   * @param open what it has not been shown
   * @param most how many
   * @param again whether it may be what others were shown, too: those shown to fewest
   */
  List<Integer> next(BitSet open, int most, boolean again) {
    List<Integer> chosen = new ArrayList<>(most);
    monitor.change(() -> {
      if (shown.length < open.length()) {
        shown = Arrays.copyOf(shown, open.length());
      }
      BitSet left = (BitSet) open.clone();
      while (chosen.size() < most && !left.isEmpty()) {
        int best = left.nextSetBit(0);
        for (int i = best; i >= 0 && shown[best] > 0; i = left.nextSetBit(i + 1)) {
          best = shown[i] < shown[best] ? i : best;
        }
        if (shown[best] > 0 && !again) {
          return;
        }
        shown[best]++;
        left.clear(best);
        chosen.add(best);
      }
    });
    return chosen;
  }

  /** These were shown to somebody who did not take them and has gone. */
  void giveBack(BitSet chunks) {
    monitor.change(() -> chunks.stream().forEach(chunk -> shown[chunk]--));
  }
}
