package dev.ferry.interop;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openqa.selenium.By;
import org.openqa.selenium.Capabilities;
import org.openqa.selenium.ImmutableCapabilities;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.remote.CommandInfo;
import org.openqa.selenium.remote.HttpCommandExecutor;
import org.openqa.selenium.remote.RemoteWebDriver;
import org.openqa.selenium.remote.http.ClientConfig;
import org.openqa.selenium.remote.http.HttpClient;
import org.openqa.selenium.remote.http.HttpMethod;
import org.opentest4j.AssertionFailedError;

/**
 * Chromium with one page, driven by the keyboard as a person would; it sees nothing but this
 * machine. Every wait happens in the page and has a limit. For one thread.
 */
final class Browser implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(40);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path PICTURES = Path.of("target", "screenshots").toAbsolutePath();
  private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");

  /** Long keys take their time to be made, on a busy machine above all. */
  private static final Duration KEYS = Duration.ofMinutes(3);

  /** What the waits in the page may use. */
  private static final String TOOLS =
      """
      const shown = (one) => one.checkVisibility();
      const all = (css) => [...document.querySelectorAll(css)].filter(shown);
      const words = (one) => one.innerText.replace(/\\s+/g, " ").trim();
      const control = (scope, label) =>
        all(scope).flatMap((one) => [...one.querySelectorAll("button, a, summary")])
          .find((one) => shown(one) && words(one) === label);
      const field = (scope, label) =>
        all(scope).flatMap((one) => [...one.querySelectorAll("label")])
          .find((one) => shown(one) && words(one).startsWith(label))?.control;
      """;

  private final Driver driver;
  private final ChildProcess server;
  private final String name;

  private Browser(Driver driver, ChildProcess server, String name) {
    this.driver = driver;
    this.server = server;
    this.name = name;
  }

  /** Starts one with a profile of its own and a camera that sees a test picture. */
  static Browser start(Scene scene, String name) throws IOException, InterruptedException {
    Path folder = scene.folder("browser-" + name);
    List<String> command = List.of("chromedriver", "--port=0");
    Map<String, String> environment = Map.of("HOME", folder.toString());
    ChildProcess server =
        scene.keep(ChildProcess.start("chromedriver-" + name, folder, environment, command));
    Matcher port =
        PORT.matcher(server.await("port", START, line -> PORT.matcher(line.text()).find()).text());
    if (!port.find()) {
      throw server.failure("no port");
    }
    URL at = URI.create("http://127.0.0.1:" + port.group(1)).toURL();
    Driver driver = new Driver(at, wanted(Files.createDirectory(folder.resolve("profile"))));
    driver.manage().timeouts().scriptTimeout(KEYS.plusSeconds(10));
    return scene.keep(new Browser(driver, server, name));
  }

  private static Capabilities wanted(Path profile) {
    List<String> arguments = new ArrayList<>(List.of("--headless=new", "--no-sandbox"));
    arguments.addAll(List.of("--disable-gpu", "--disable-quic", "--no-first-run"));
    arguments.addAll(List.of("--disable-background-networking", "--disable-component-update"));
    arguments.addAll(List.of("--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars"));
    arguments.add("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");
    arguments.addAll(
        List.of("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"));
    arguments.add("--user-data-dir=" + profile);
    return new ImmutableCapabilities(
        "browserName",
        "chrome",
        "goog:chromeOptions",
        Map.of("binary", "/usr/bin/chromium", "args", arguments));
  }

  /** With the protocol of the browser's own tools beside the standard's. */
  private static final class Driver extends RemoteWebDriver {
    private static final String TOOL = "executeCdpCommand";

    Driver(URL at, Capabilities wanted) {
      super(
          new HttpCommandExecutor(
              HttpClient.Factory.createDefault()
                  .createClient(ClientConfig.defaultConfig().baseUrl(at)),
              Map.of(
                  TOOL, new CommandInfo("/session/:sessionId/goog/cdp/execute", HttpMethod.POST)),
              at),
          wanted);
    }

    Object tool(String command, Map<String, ?> parameters) {
      Map<String, ?> wanted = Map.of("cmd", command, "params", parameters);
      return Objects.requireNonNullElse(execute(TOOL, wanted).getValue(), Map.of());
    }
  }

  /** Goes to that address. */
  void open(String url) {
    driver.get(url);
  }

  /** Goes to one of the page's own places, such as {@code #/people}. */
  void go(String place) {
    driver.executeScript("location.hash = arguments[0]", place);
  }

  /** As wide and high as that. */
  void size(int width, int height) {
    driver.tool(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** As if the system were {@code dark} or {@code light}, and somebody wanted nothing to move. */
  void scheme(String scheme) {
    driver.tool(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", scheme),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  /** Waits until an expression of JavaScript is true, and gives its value. */
  Object await(String what, String expression, Object... arguments) {
    return await(PATIENCE, what, expression, arguments);
  }

  private Object await(Duration limit, String what, String expression, Object... arguments) {
    String script =
        TOOLS
            + """
            const given = [...arguments];
            const done = given.pop();
            const until = performance.now() + %d;
            const look = () => {
              const found = (%s);
              if (found) done(found);
              else if (performance.now() > until) done(null);
              else setTimeout(look, 50);
            };
            look();
            """
                .formatted(limit.toMillis(), expression);
    Object found = driver.executeAsyncScript(script, arguments);
    if (found == null) {
      throw failure("no " + what + " within " + limit.toSeconds() + " s");
    }
    return found;
  }

  /** Waits until a visible element that CSS selects reads so, among other words. */
  void awaitWords(String css, String part) {
    await(
        "'" + part + "' in " + css,
        "all(given[0]).some((one) => words(one).includes(given[1]))",
        css,
        part);
  }

  /** Waits until an account can be reached, which may have to be made first. */
  void awaitReachable() {
    String reachable = "all('.standing').some((one) => words(one).includes('reachable'))";
    Object _ = await(KEYS, "reachable account", reachable);
  }

  /** The words of the first visible element that CSS selects, once it is there. */
  String words(String css) {
    return (String) await(css, "all(given[0]).map(words).find((one) => one)", css);
  }

  /** Presses what reads exactly so within an element, by the keyboard. */
  void press(String scope, String label) {
    WebElement found =
        (WebElement)
            await("'" + label + "' in " + scope, "control(given[0], given[1])", scope, label);
    found.sendKeys(Keys.ENTER);
  }

  /** Presses the first visible element that CSS selects. */
  void pressFirst(String css) {
    ((WebElement) await(css, "all(given[0])[0]", css)).sendKeys(Keys.ENTER);
  }

  /** Types into the field with that label. */
  void type(String scope, String label, String text) {
    WebElement found =
        (WebElement) await("field '" + label + "'", "field(given[0], given[1])", scope, label);
    found.clear();
    found.sendKeys(text);
  }

  /** Has files chosen, as in the system's own dialog. */
  void choose(String css, Path... files) {
    List<String> names = new ArrayList<>();
    for (Path file : files) {
      names.add(file.toString());
    }
    driver.findElement(By.cssSelector(css)).sendKeys(String.join("\n", names));
  }

  /** Drags files or folders from outside over the first such element, and drops them. */
  void drag(String css, Path... files) {
    List<?> at =
        (List<?>)
            await(
                css,
                """
                all(given[0]).slice(0, 1).map((one) => {
                  one.scrollIntoView({ block: "center" });
                  const box = one.getBoundingClientRect();
                  return [box.x + box.width / 2, box.y + 12];
                })[0]
                """,
                css);
    List<String> names = new ArrayList<>();
    for (Path file : files) {
      names.add(file.toString());
    }
    Map<String, ?> data = Map.of("items", List.of(), "files", names, "dragOperationsMask", 1);
    for (String type : List.of("dragEnter", "dragOver", "drop")) {
      driver.tool(
          "Input.dispatchDragEvent",
          Map.of("type", type, "x", at.get(0), "y", at.get(1), "data", data));
    }
  }

  /** The value of a script that is part of the tests, if it has one; it may take its time. */
  Object run(String script, Object... arguments) {
    return Objects.requireNonNullElse(driver.executeAsyncScript(script, arguments), "");
  }

  /** Keeps a picture of the whole page. */
  void picture(String what) throws IOException {
    // What has just changed is drawn with the next frame.
    run("requestAnimationFrame(() => requestAnimationFrame(arguments[arguments.length - 1]))");
    Object taken = driver.tool("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
    byte[] png = Base64.getDecoder().decode((String) ((Map<?, ?>) taken).get("data"));
    Files.write(Files.createDirectories(PICTURES).resolve(what + ".png"), png);
  }

  private AssertionError failure(String what) {
    String text = driver.findElement(By.tagName("body")).getText();
    try {
      picture("failed-" + name);
    } catch (IOException e) {
      text += "\n(no picture: " + e.getMessage() + ")";
    }
    return new AssertionFailedError(name + ": " + what + "\nthe page reads:\n" + text);
  }

  @Override
  public void close() throws Exception {
    try {
      driver.quit();
    } finally {
      server.close();
    }
  }
}
