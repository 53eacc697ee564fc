package dev.ferry.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.bench.row.Entrant;
import dev.ferry.bench.row.Result;
import dev.ferry.bench.row.Run;
import dev.ferry.bench.row.Scale;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class ReportTest {
  private static final Result RESULT =
      new Result(
          "s5b",
          "A <large> file & more",
          Scale.SPEED,
          1_000_000_000,
          List.of(
              new Entrant("ferry", List.of(new Run(1.25, 90_000_000))),
              new Entrant("scp", List.of(new Run(2.75, 20_000_000)), 0.25)),
          Map.of("scp", 1.6),
          Map.of(),
          List.of("A note."));

  @Test
  void theTableHasFiguresRatioTargetAndMemory() {
    assertThat(Markdown.of(List.of(RESULT)))
        .contains("| s5b | MB/s | 800 | scp | 400 | 2.00 | at least 1.6: met | 90.0 MB |")
        .contains("- s5b: A note.")
        .contains("whole command of scp the ratio is 2.20");
  }

  @Test
  void aJsonLineIsOneObjectARowAndPeer() {
    assertThat(JsonLines.of(RESULT))
        .containsExactly(
            "{\"row\":\"s5b\",\"ours\":800.000,\"peer\":\"scp\",\"theirs\":400.000,"
                + "\"ratio\":2.000,\"rss\":90.0,\"unit\":\"MB/s\",\"target\":1.60,\"met\":true,"
                + "\"ratioInAll\":2.200}");
  }

  @Test
  void thePlotIsWellFormedAndShowsEveryProgram() throws Exception {
    String plot = Plot.of(List.of(RESULT, RESULT));
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(plot)));
    assertThat(plot)
        .contains(">ferry<", ">scp<", "A &lt;large&gt; file &amp; more", "target (dashed) met");
  }

  @Test
  void anAxisHasRoundTicksUpToItsEnd() {
    assertThat(new Axis(812, 100).ticks()).containsExactly(0.0, 200.0, 400.0, 600.0, 800.0);
    assertThat(new Axis(812, 100).at(406)).isEqualTo(50);
  }

  @Test
  void figuresHaveThreeDigits() {
    assertThat(List.of(Figure.of(1234.4), Figure.of(56.78), Figure.of(1.234)))
        .containsExactly("1234", "56.8", "1.23");
  }
}
