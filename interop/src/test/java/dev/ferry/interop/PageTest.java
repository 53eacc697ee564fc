package dev.ferry.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two people at the pages of their nodes, without a server. */
@Needs({Program.CHROMIUM, Program.OPENDHT})
final class PageTest {
  private static OpenDht network;

  @BeforeAll
  static void startNode(Scene scene) throws Exception {
    network = OpenDht.start(scene);
  }

  private static PageNode open(Scene scene, String name) throws Exception {
    FerryDevice device =
        FerryDevice.empty(scene, name, Loopback.address(), List.of(), network.address());
    return PageNode.open(scene, name, device);
  }

  @Test
  void meetByACodeAndSendEachOtherFiles(Scene scene) throws Exception {
    PageNode anna = open(scene, "anna");
    PageNode bert = open(scene, "bert");
    anna.browser().picture("welcome-1280");
    anna.becomes("Anna");
    bert.becomes("Bert");
    anna.awaitReachable();
    bert.awaitReachable();

    meet(anna, bert);
    sendPicture(scene, anna.browser(), bert);
    cancelAndAskAgain(scene, anna.browser(), bert);
  }

  /** Each keeps the other, after both saw the same words. */
  private static void meet(PageNode anna, PageNode bert) throws IOException {
    anna.browser().press(".page", "Meet by code");
    anna.browser().press("dialog", "Make a code");
    String code = anna.browser().words("dialog .code");
    anna.browser().picture("code-1280");
    bert.browser().press(".page", "Meet by code");
    bert.browser().type("dialog", "Their code", code);
    bert.browser().press("dialog", "Meet");
    String words = anna.browser().words("dialog .words");
    assertThat(bert.browser().words("dialog .words")).isEqualTo(words);
    anna.browser().picture("words-1280");
    keep(anna.browser(), "Bert");
    keep(bert.browser(), "Anna");
    anna.browser().awaitWords(".person", "Verified");
    bert.browser().awaitWords(".person", "Verified");
  }

  private static void keep(Browser browser, String name) {
    browser.type("dialog", "What you call them", name);
    browser.press("dialog", "Same words, keep as a contact");
    browser.awaitWords("dialog", name + " is now your contact.");
    browser.press("dialog", "Done");
    browser.awaitWords(".person", name);
  }

  private static void sendPicture(Scene scene, Browser anna, PageNode bert) throws Exception {
    Path picture = PageNode.drawing(scene.folder("out").resolve("boat.png"));
    anna.drag(".person", picture);
    anna.awaitWords("dialog .files", "boat.png");
    anna.type("dialog", "Message", "Do you know this one?");
    anna.picture("send-1280");
    anna.press("dialog .foot", "Send");

    bert.browser().awaitWords(".offer", "boat.png");
    bert.browser().awaitWords(".offer", "Encrypted");
    bert.browser().picture("offer-1280");
    bert.browser().press(".offer", "Accept");

    anna.awaitWords("[data-state=completed]", "boat.png");
    bert.browser().go("#/transfers");
    bert.browser().awaitWords("[data-state=completed]", "Arrived intact");
    bert.browser().await("picture", "all('.picture').some((one) => one.naturalWidth === 320)");
    bert.browser().picture("picture-1280");
    bert.browser().size(400, 780);
    bert.browser().scheme("dark");
    bert.browser().picture("picture-400-dark");
    bert.browser().size(1280, 860);
    assertThat(bert.into().resolve("boat.png")).hasSameBinaryContentAs(picture);
  }

  private static void cancelAndAskAgain(Scene scene, Browser anna, PageNode bert) throws Exception {
    Path large = SampleFile.create(scene.folder("out"), "large.bin", SampleFile.LARGE).path();
    limit(bert.browser(), "4 MB");
    anna.go("#/people");
    anna.drag(".person", large);
    anna.press("dialog .foot", "Send");
    bert.browser().go("#/transfers");
    bert.browser().press(".offer", "Accept");
    bert.browser()
        .await("progress", "all('[data-state=flowing] .bar').some((one) => one.value > 5)");
    anna.await("plot", "all('[data-state=flowing] .plot path').length > 0");
    bert.browser().press("[data-state=flowing]", "Pause");
    bert.browser().press("[data-tone=held]", "Go on");
    bert.browser().await("progress again", "all('[data-state=flowing]').length > 0");
    anna.picture("flowing-1280");
    bert.browser().press("[data-state=flowing]", "Cancel");
    anna.awaitWords("[data-state=cancelled]", "large.bin");

    limit(bert.browser(), "");
    anna.press("[data-state=cancelled]", "Send again");
    bert.browser().go("#/transfers");
    bert.browser().press(".offer", "Accept");
    bert.browser().awaitWords("[data-state=completed]", "large.bin");
    anna.awaitWords("[data-state=completed]", "large.bin");
    try (var files = Files.list(bert.into())) {
      assertThat(files.filter(file -> file.toFile().length() == SampleFile.LARGE)).hasSize(1);
    }
  }

  /** So that there is time to look. */
  private static void limit(Browser browser, String rate) {
    browser.go("#/settings");
    browser.type("main", "Receiving at most", rate);
    browser.press("main", "Save");
    browser.awaitWords("main", "Saved.");
  }
}
