package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Every view of the page, wide and narrow, dark and light, as one finds it who cannot see. */
@Needs(Program.CHROMIUM)
final class PageViewsTest {
  private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

  /** Too long for a line, and made to look like markup, another type and another direction. */
  private static final String HOSTILE =
      "<img src=x onerror=document.title=1> " + "long ".repeat(20) + "\u202Egpj.exe";

  private static final String FINDINGS =
      """
      const done = arguments[arguments.length - 1];
      const frame = () => new Promise((next) => requestAnimationFrame(() => setTimeout(next, 50)));
      // What is behind a dialog is inert; it was looked at as a view of its own.
      const top = document.querySelector("dialog[open]") ?? document;
      frame().then(frame).then(() => axe.run(top)).then(({ violations }) =>
        done(violations.filter(({ impact }) => ["serious", "critical"].includes(impact))
          .map(({ id, nodes }) => id + " at " + nodes.map((one) => one.target).join(", "))));
      """;

  private interface Way {
    void go(Browser page);
  }

  private record View(String name, Way way, boolean closes) {
    static View at(String name, String css) {
      return new View(
          name,
          page -> {
            page.go("#/" + name);
            page.await(name, "all(given[0]).length > 0", css);
          },
          false);
    }
  }

  private static final List<View> VIEWS =
      List.of(
          View.at("people", ".person"),
          new View(
              "contact",
              page -> {
                page.pressFirst(".person .who a");
                page.await("contact", "all('#keys').length > 0");
              },
              false),
          View.at("transfers", ".offer"),
          View.at("history", ".empty, .entry"),
          View.at("accounts", ".qr"),
          View.at("network", ".empty"),
          View.at("settings", "fieldset"),
          dialog("send", "Send", ".person"),
          dialog("add", "Add by address", ".page"),
          dialog("code", "Meet by code", ".page"));

  private static View dialog(String name, String label, String scope) {
    return new View(
        name,
        page -> {
          page.go("#/people");
          page.press(scope, label);
          page.await("dialog", "all('dialog h2').length > 0");
        },
        true);
  }

  @Test
  void nobodyIsKeptFromAnyView(Scene scene) throws Exception {
    OpenDht network = OpenDht.start(scene);
    Loner anna = Loner.at(scene, "anna", network.address());
    Loner bert = Loner.at(scene, "bert", network.address());
    Loner.befriend(anna, bert);
    PageNode node = PageNode.open(scene, "anna", anna.device());
    Browser page = node.browser();
    node.awaitReachable();
    somethingOfEach(scene, page, bert, anna.id());
    String axe = resource(AXE);
    List<String> found = new ArrayList<>();
    page.scheme("light");
    for (int width : List.of(1280, 400)) {
      page.size(width, 860);
      for (View view : VIEWS) {
        view.way().go(page);
        for (String scheme : List.of("light", "dark")) {
          page.scheme(scheme);
          page.run(axe + ";arguments[arguments.length - 1]()");
          String where = view.name() + "-" + width + "-" + scheme;
          for (Object finding : (List<?>) page.run(FINDINGS)) {
            found.add(where + ": " + finding);
          }
          page.await(
              where + " without scrolling sideways",
              "document.documentElement.scrollWidth <= window.innerWidth");
          page.picture(where);
        }
        if (view.closes()) {
          page.pressFirst("dialog .title button");
        }
      }
    }
    assertThat(found).isEmpty();
  }

  /** A picture that has come, an offer with a name that nobody should believe, a letter. */
  private static void somethingOfEach(Scene scene, Browser page, Loner bert, String anna)
      throws Exception {
    Path out = scene.folder("out");
    bert.device().send(PageNode.drawing(out.resolve("boat.png")), anna);
    page.press(".offer", "Accept");
    page.go("#/transfers");
    page.await("picture", "all('.picture').length > 0");
    bert.device().send(SampleFile.create(out, HOSTILE, SampleFile.SMALL).path(), anna);
    page.awaitWords(".offer", "_img src=x onerror=document.title=1_ long");
    page.await("a title of our own", "document.title.startsWith('Transfers')");
  }

  @Test
  void aPhotoWaitsForSomebodyWhoIsAwayUntilItIsWithdrawn(Scene scene) throws Exception {
    Loner anna = Loner.at(scene, "anna", "none");
    Loner.befriend(anna, Loner.at(scene, "bert", "none"));
    PageNode node = PageNode.open(scene, "anna", anna.device());
    Browser page = node.browser();
    page.press(".person", "Send");
    page.press("dialog", "Take a photo");
    page.await("camera", "all('video').some((one) => one.videoWidth > 0)");
    page.press("dialog", "Take it");
    page.awaitWords("dialog .files", "Photo");
    page.press("dialog .foot", "Send");
    page.awaitWords("[data-letter]", "Photo");
    page.picture("outbox-1280");

    page.press("[data-letter]", "Withdraw");
    page.press("dialog .foot", "Withdraw");
    page.awaitWords("[data-state=cancelled]", "Photo");
    page.await("an empty outbox", "all('[data-letter]').length === 0");

    node.process().close();
    page.awaitWords(".gone", "does not answer");
  }

  @Test
  void thePagesOwnLogicHolds(Scene scene) throws Exception {
    Loner anna = Loner.at(scene, "anna", "none");
    Browser page = PageNode.open(scene, "anna", anna.device()).browser();
    page.await("page", "all('.nav').length > 0");
    List<?> result = (List<?>) page.run(resource("/page/units.js"));
    assertThat((List<?>) result.get(1)).isEmpty();
    assertThat((long) result.get(0)).isPositive();
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = PageViewsTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
