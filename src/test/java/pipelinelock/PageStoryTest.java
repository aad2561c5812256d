package pipelinelock;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.interactions.PointerInput;
import org.openqa.selenium.logging.LogType;
import pipelinelock.cli.Rehearsal;
import pipelinelock.rehearsal.page.RehearsalPage;
import pipelinelock.slack.thread.PostingLimits;

/**
 * Two people in browsers of their own play the beginning of the runbook's incident on the
 * rehearsal's page: Ana at a desk, Ben on a phone, with his finger. Pictures of what they see are
 * kept in {@code target/screenshots}.
 */
class PageStoryTest {
  private static final int PHONE = 390;
  private static final Path PICTURES = Path.of("target/screenshots");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<Window> windows = new ArrayList<>();

  @AfterEach
  void closeTheWindows() {
    windows.forEach(Window::close);
  }

  @Test
  void aDeskAndAPhonePlayTheSameIncident() throws IOException {
    var chromium = onThePath("chromium", "chromium-browser", "google-chrome");
    var chromedriver = onThePath("chromedriver");
    assumeTrue(
        chromium.isPresent() && chromedriver.isPresent(),
        "no chromium and chromedriver on the PATH: the rehearsal's page is not played on here");
    Files.createDirectories(PICTURES);
    try (var rehearsal = Rehearsal.startWhole(60, PostingLimits.DEFAULT, Duration.ofMinutes(10));
        var page = new RehearsalPage(rehearsal.world(), 0)) {
      var ana = window(chromium.get(), chromedriver.get(), new ChromeOptions(), page, "U0ANA");
      var ben = window(chromium.get(), chromedriver.get(), phone(), page, "U0BEN");

      ana.type("#text", "/pipeline-lock cu");
      ana.sees("#offers", "whatever cures");
      ana.type("#text", Keys.TAB);
      assertThat(ana.find("#text").getDomProperty("value")).isEqualTo("/pipeline-lock cure dev04 ");
      ana.type("#text", "the lock has hung for an hour", Keys.ENTER);
      ana.sees("#thread-log", "Approved by 0 of 2");
      ana.type("#text", "/pipeline-lock help", Keys.ENTER);
      ana.sees("#log", "Decide on a request");
      ana.isAtTheEndOf("#log");
      ana.isAtTheEndOf("#thread-log");
      ana.type("#text", Keys.ARROW_UP, Keys.ARROW_UP);
      assertThat(ana.find("#text").getDomProperty("value")).startsWith("/pipeline-lock cure dev04");

      ben.fits();
      ben.taps(".thread-link");
      ben.sees("#thread-log", "Approved by 0 of 2");
      ben.fits();
      ben.taps("#thread-log [data-action='incident.approve']");
      ben.sees("#confirm", "Approve");
      ben.fits();
      ben.taps("#confirm-yes");
      ben.sees("#thread-log", "1 more is needed");
      ana.sees("#thread-log", "1 more is needed");

      ben.type("#reply-text", "the agent of worker/0 is silent", Keys.ENTER);
      ana.sees("#thread-log", "the agent of worker/0 is silent");
      ana.opensTheMenuOf("the agent of worker/0 is silent");
      ana.presses("Add to timeline");
      ana.sees("#modal", "Add to timeline");
      ana.find("#modal [type=submit]").click();
      ana.sees("#log", "Noted in INC-1");

      ben.taps("#close-thread");
      ben.taps("[data-place='app']");
      ben.sees("#home", "dev04");
      ben.fits();
      ben.taps("#tab-messages");
      ben.sees("#log", "You get this because you may approve it");
      ben.fits();

      for (var window : windows) {
        window.picture();
        assertThat(window.errors()).as("errors in the console of %s", window.name).isEmpty();
      }
    }
  }

  private Window window(
      Path chromium, Path chromedriver, ChromeOptions options, RehearsalPage page, String user) {
    options.setBinary(chromium.toString());
    options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic");
    options.addArguments("--window-size=1400,1000", "--no-first-run", "--disable-sync");
    options.addArguments("--disable-background-networking", "--disable-component-update");
    var service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver.toFile())
            .withLogFile(new File("/dev/null"))
            .build();
    var window = new Window(user, new ChromeDriver(service, options));
    windows.add(window);
    window.browser.get(page.url() + "/?as=" + user);
    window.sees("#log", "HUNG CLAIM");
    return window;
  }

  private static ChromeOptions phone() {
    var metrics = Map.of("width", PHONE, "height", 844, "pixelRatio", 2, "touch", true);
    return new ChromeOptions()
        .setExperimentalOption("mobileEmulation", Map.of("deviceMetrics", metrics));
  }

  private static Optional<Path> onThePath(String... names) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .flatMap(folder -> Stream.of(names).map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** One person's browser. */
  private static final class Window {
    private final String name;
    private final ChromeDriver browser;

    Window(String name, ChromeDriver browser) {
      this.name = name;
      this.browser = browser;
    }

    WebElement find(String css) {
      return browser.findElement(By.cssSelector(css));
    }

    void sees(String css, String words) {
      eventually(css + " shows " + words, it -> it.find(css).getText().contains(words));
    }

    void type(String css, CharSequence... keys) {
      find(css).sendKeys(keys);
    }

    void presses(String button) {
      browser.findElements(By.tagName("button")).stream()
          .filter(it -> it.isDisplayed() && it.getText().equals(button))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no button " + button))
          .click();
    }

    void opensTheMenuOf(String words) {
      var message =
          browser.findElements(By.cssSelector("#thread-log .message")).stream()
              .filter(it -> it.getText().contains(words))
              .findFirst()
              .orElseThrow();
      var menu = message.findElement(By.cssSelector(".menu summary"));
      new Actions(browser).moveToElement(message).click(menu).perform();
    }

    /** By a finger, on the place where it is: what covers it gets the tap instead. */
    void taps(String css) {
      eventually(
          css + " can be tapped",
          it -> {
            var elements = it.browser.findElements(By.cssSelector(css));
            if (elements.isEmpty() || !elements.getLast().isDisplayed()) {
              return false;
            }
            it.browser.executeScript(
                "arguments[0].scrollIntoView({block: 'center'})", elements.getLast());
            new Actions(it.browser)
                .setActivePointer(PointerInput.Kind.TOUCH, "finger")
                .click(elements.getLast())
                .perform();
            return true;
          });
    }

    void isAtTheEndOf(String css) {
      eventually(
          css + " is at its end",
          it ->
              ((Number)
                          requireNonNull(
                              it.browser.executeScript(
                                  "const e = document.querySelector(arguments[0]);"
                                      + " return e.scrollHeight - e.scrollTop - e.clientHeight",
                                  css)))
                      .intValue()
                  < 2);
    }

    /** Nothing makes the page wider than the phone. */
    void fits() {
      assertThat(browser.executeScript("return document.documentElement.scrollWidth"))
          .as("the width of the page")
          .isEqualTo((long) PHONE);
    }

    List<String> errors() {
      return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
          .filter(it -> it.getLevel().intValue() >= Level.SEVERE.intValue())
          .map(it -> it.getMessage())
          .toList();
    }

    void picture() throws IOException {
      Files.write(
          PICTURES.resolve("page-" + name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
    }

    /** The page redraws at any moment; a node that is gone is looked for again. */
    private void eventually(String what, Predicate<Window> condition) {
      await(name + ": " + what)
          .atMost(PATIENCE)
          .ignoreException(StaleElementReferenceException.class)
          .until(() -> condition.test(this));
    }

    void close() {
      browser.quit();
    }
  }
}
