package dev.ferry.interop;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * A running {@code ferry node} with a browser that shows its page.
 *
 * @param device whose node it is
 * @param process the node
 * @param into where it receives
 * @param browser with the page open
 */
record PageNode(FerryDevice device, ChildProcess process, Path into, Browser browser) {

  /** Starts the node of a device, and opens its page. */
  static PageNode open(Scene scene, String name, FerryDevice device)
      throws IOException, InterruptedException {
    Path into = scene.folder("received-" + name);
    ChildProcess process = device.stay(into, "ask");
    Browser browser = Browser.start(scene, name);
    browser.size(1280, 860);
    browser.open(
        process
            .await("address", OpenDht.PATIENCE, line -> !line.text("url").isEmpty())
            .text("url"));
    return new PageNode(device, process, into, browser);
  }

  /** Makes an identity, as the first run asks to. */
  void becomes(String name) {
    browser.type("main", "What others call you", name);
    browser.press("main", "Create my identity");
  }

  /** Waits until its account can be reached by others. */
  void awaitReachable() {
    browser.awaitReachable();
  }

  /** A picture to send. */
  static Path drawing(Path path) throws IOException {
    BufferedImage image = new BufferedImage(320, 200, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 320; x++) {
      for (int y = 0; y < 200; y++) {
        image.setRGB(x, y, y < 120 ? 0x5fb6d8 + x / 8 : 0x0b6a72 + y / 4);
      }
    }
    ImageIO.write(image, "png", path.toFile());
    return path;
  }
}
