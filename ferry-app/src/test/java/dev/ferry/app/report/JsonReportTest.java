package dev.ferry.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.EndReason.Cancelled;
import dev.ferry.Side;
import dev.ferry.app.terminal.Paper;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonReportTest {
  private static final InstantSource NOON =
      InstantSource.fixed(Instant.parse("2026-01-02T12:00:00Z"));

  private final Paper out = new Paper();
  private final Paper err = new Paper();
  private final JsonReport report = new JsonReport(out.stream(), err.stream(), NOON);

  @Test
  void writesOneObjectForEachState() {
    Recorded.sent().forEach(state -> report.state(Recorded.OUT, state));

    List<String> lines = out.raw().lines().toList();
    assertThat(lines).hasSize(6);
    assertThat(lines)
        .first()
        .isEqualTo(
            "{\"time\":\"2026-01-02T12:00:00.000Z\",\"transfer\":\"transfer-1@42\","
                + "\"direction\":\"out\",\"state\":\"offered\",\"reason\":null,"
                + "\"file\":\"report.pdf\",\"bytes\":0,\"size\":50000000,\"route\":null,"
                + "\"encryption\":null,\"proof\":null,\"peer\":\"bob@example.org\","
                + "\"path\":\"/home/alice/report.pdf\",\"sha256\":null,\"offset\":null,"
                + "\"verified\":null,\"remarks\":[],\"folder\":null,\"part\":null,\"error\":null}");
    assertThat(lines.get(3))
        .contains("\"state\":\"flowing\"", "\"bytes\":20000000", "\"encryption\":\"none\"");
    assertThat(lines)
        .last()
        .asString()
        .contains(
            "\"state\":\"ended\",\"reason\":\"completed\"",
            "\"bytes\":50000000",
            "\"route\":\"direct\",\"encryption\":\"none\"",
            "\"sha256\":\"" + Recorded.HASH + "\"",
            "\"verified\":\"hash\",\"remarks\":[],\"folder\":null,\"part\":null,\"error\":null");
    assertThat(err.raw()).isEmpty();
  }

  @Test
  void saysWhereATransferWentOn() {
    Recorded.resumed().forEach(state -> report.state(Recorded.OUT, state));

    assertThat(out.raw().lines().map(line -> line.replaceAll(".*\"offset\":(\\w+),.*", "$1")))
        .containsExactly("null", "null", "24000000", "24000000");
  }

  @Test
  void tellsWhenTheDeviceIsAwayAndWhenItIsBack() {
    report.away("the server was shut down");
    report.ready("bob@example.org/1", "Signed in again, as bob@example.org/1.");

    assertThat(out.raw().lines().map(line -> line.replaceFirst("\"time\":\"[^\"]*\",", "")))
        .containsExactly(
            "{\"away\":\"the server was shut down\"}", "{\"ready\":\"bob@example.org/1\"}");
  }

  @Test
  void saysWhereAReceivedFileLies() {
    Recorded.received().forEach(state -> report.state(Recorded.IN, state));

    assertThat(out.raw().lines())
        .last()
        .asString()
        .contains("\"path\":\"/home/bob/photo gpj.exe\"", "\"verified\":\"size\"");
  }

  @Test
  void tellsAFailureToProgramsAndToPeople() {
    report.state(Recorded.OUT, Recorded.failed(new Cancelled(Side.THERE)));

    assertThat(out.raw())
        .endsWith(
            "\"error\":{\"what\":\"cancelled by bob@example.org\",\"side\":\"there\","
                + "\"next\":\"ask bob@example.org why, then try again\"}}\n");
    assertThat(err.raw()).startsWith("ferry: report.pdf: cancelled by bob@example.org");
  }

  @Test
  void writesHostileNamesInAscii() {
    report.state(Recorded.IN, Recorded.received().getFirst());

    assertThat(out.raw()).contains("\"file\":\"photo \\u202egpj.exe\"");
    assertThat(new JsonLine().put("a\"b", "\\\n\u0000\ud83d\ude00").toString())
        .isEqualTo("{\"a\\\"b\":\"\\\\\\n\\u0000\\ud83d\\ude00\"}");
  }

  @Test
  void keepsThePeoplesNoticesToItself() {
    report.notice("for people");

    assertThat(out.raw()).isEmpty();
  }
}
