package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Prints how each kind of network reaches each other one, the way and the milliseconds it took to
 * find it: the whole of what {@link NetworksTest} samples, two hosts behind one router, and two
 * that are far apart or do not begin together. It takes twenty minutes and runs only when it is
 * named: {@code -Dtest=NetworksTable}.
 */
@Needs({Program.COTURN, Program.NATS, Program.NAMESPACES})
final class NetworksTable {
  /** Kinds whose holes are open for a short time only, or that need both sides to knock. */
  private static final List<String> PARTICULAR =
      List.of("portrestricted", "portrestricted-rst", "portrestricted-open", "cgnat", "firewall");

  @Test
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void everyPairMeetsAsItCan(Scene scene) throws Exception {
    assertThat(print(scene.folder("networks"))).isEmpty();
  }

  @Test
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void hostsBehindOneRouterMeetAsTheyCan(Scene scene) throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Networks.Pair pair : Networks.TOGETHER) {
      String name = pair.one() + " x " + pair.other();
      String cell = travel(name, pair.one(), pair.other(), Networks.Distance.USUAL, scene);
      if (!cell.startsWith(pair.direct() ? "direct" : "relayed")) {
        wrong.add(name + ": " + cell);
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** 50 and 90 ms from one to the other and as much between their first steps: all are direct. */
  @ParameterizedTest
  @CsvSource({"25, 0", "45, 0", "20, 50", "20, 90"})
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void twoThatAreFarApartMeetAsTheyCan(int delay, int late, Scene scene) throws Exception {
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < PARTICULAR.size(); i++) {
      for (String other : PARTICULAR.subList(i, PARTICULAR.size())) {
        String one = PARTICULAR.get(i);
        String name = "%s x %s, %d ms away, %d ms late".formatted(one, other, 2 * delay, late);
        String cell = travel(name, one, other, new Networks.Distance(delay, late), scene);
        if (!cell.startsWith("direct")) {
          wrong.add(name + ": " + cell);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static String travel(
      String name, String one, String other, Networks.Distance apart, Scene scene)
      throws Exception {
    Path own = scene.folder("networks").resolve(name.replaceAll("[ ,]+", "-"));
    String cell = cell(Networks.travel(one, other, apart, Files.createDirectories(own)));
    System.out.println("| " + name + " | " + cell + " |");
    return cell;
  }

  /** Prints the table; answers the pairs that did not meet, or not as they could. */
  private static List<String> print(Path folder) throws Exception {
    List<String> kinds = Networks.KINDS;
    List<String> wrong = new ArrayList<>();
    System.out.println("| | " + String.join(" | ", kinds) + " |");
    System.out.println("|---".repeat(kinds.size() + 1) + "|");
    for (int i = 0; i < kinds.size(); i++) {
      StringBuilder row = new StringBuilder("| " + kinds.get(i) + " |" + "  |".repeat(i));
      for (String other : kinds.subList(i, kinds.size())) {
        String pair = kinds.get(i) + " x " + other;
        Path own = Files.createDirectories(folder.resolve(pair.replace(' ', '-')));
        String cell = cell(Networks.travel(kinds.get(i), other, own));
        boolean right = cell.startsWith(Networks.reach(kinds.get(i), other) ? "direct" : "relayed");
        if (!right) {
          wrong.add(pair + ": " + cell);
        }
        row.append(" ").append(cell).append(right ? " |" : " (!) |");
      }
      System.out.println(row);
    }
    return wrong;
  }

  /** The way, and how long it took the slower side to find it. */
  private static String cell(List<String> reports) {
    if (reports.size() != 2) {
      return "no report";
    }
    String[] first = reports.get(0).split(" ");
    String[] second = reports.get(1).split(" ");
    if (first.length != 6 || second.length != 6 || !first[1].equals(second[1])) {
      return "FAILED";
    }
    long slower = Math.max(Long.parseLong(first[4]), Long.parseLong(second[4]));
    return first[1] + " " + slower;
  }
}
