package pipelinelock.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.SimpleFileServer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every pinned message, form and Home tab as the rehearsal's page draws it, on a desk and on a
 * phone: a browser measures what a person would stumble over. With {@code -Dlook.pictures=true} it
 * also makes a picture of each in {@code target/screenshots}, to be looked at by a person; that
 * costs ten times what the measuring does.
 */
class GoldenLookTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path GOLDEN = Path.of("src/test/resources/slack/golden");
  private static final Path PAGE = Path.of("src/main/resources/rehearsal/page");
  private static final Path GALLERY = Path.of("src/test/resources/gallery");
  private static final Path PICTURES = Path.of("target/screenshots");
  private static final Pattern FOUND =
      Pattern.compile("<script type=\"application/json\" id=\"found\">(.*?)</script>");

  private static final boolean PICTURED = Boolean.getBoolean("look.pictures");

  /** So many make a picture that a browser still draws in one piece; it measures all at once. */
  private static final int PART = PICTURED ? 16 : Integer.MAX_VALUE;

  private static final int TALLEST = 12_000;

  /** Of a browser without a screen. */
  private static final int NARROWEST = 500;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path site;

  private static Optional<Path> browser() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .flatMap(
            folder ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @ParameterizedTest
  @ValueSource(ints = {1200, 390})
  void nothingIsCutOffTooSmallOrTooPale(int width) throws Exception {
    var browser = browser();
    assumeTrue(
        browser.isPresent(), "no chromium on the PATH: how messages look is not checked here");
    int parts = fillSite();
    var server =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            site.toRealPath(),
            SimpleFileServer.OutputLevel.NONE);
    server.start();
    var troubles = new ArrayList<String>();
    int drawn = 0;
    try {
      for (int part = 0; part < parts; part++) {
        String url =
            "http://127.0.0.1:%d/frame.html?part=%d&width=%d&height=%d"
                .formatted(server.getAddress().getPort(), part, width, TALLEST);
        for (JsonNode view : look(browser.get(), url, width)) {
          drawn++;
          view.path("troubles")
              .forEach(it -> troubles.add(view.path("name").asText() + ": " + it.asText()));
        }
      }
    } finally {
      server.stop(0);
    }
    assertThat(drawn).as("views that were drawn").isEqualTo(golden().size());
    assertThat(troubles)
        .as("-Dlook.pictures=true shows them in %s", PICTURES.resolve(String.valueOf(width)))
        .isEmpty();
  }

  private static List<Path> golden() throws IOException {
    try (var files = Files.list(GOLDEN)) {
      return files.filter(it -> it.toString().endsWith(".json")).sorted().toList();
    }
  }

  /** The page's own files, the gallery, and the views in parts. */
  private int fillSite() throws IOException {
    for (Path file :
        List.of(
            PAGE.resolve("blocks.js"),
            PAGE.resolve("mrkdwn.js"),
            PAGE.resolve("rehearsal.css"),
            GALLERY.resolve("frame.html"),
            GALLERY.resolve("index.html"),
            GALLERY.resolve("gallery.js"))) {
      Files.copy(file, site.resolve(file.getFileName().toString()));
    }
    var views = golden();
    int parts = 0;
    for (long from = 0; from < views.size(); from += PART) {
      var array = JSON.createArrayNode();
      for (Path view : views.stream().skip(from).limit(PART).toList()) {
        String name = view.getFileName().toString().replace(".json", "");
        array.addObject().put("name", name).set("json", JSON.readTree(view.toFile()));
      }
      JSON.writeValue(site.resolve("views-%d.json".formatted(parts++)).toFile(), array);
    }
    return parts;
  }

  private JsonNode look(Path browser, String url, int width) throws Exception {
    Path picture = site.resolve("all.png");
    Files.deleteIfExists(picture);
    Path page = site.resolve("page.html");
    var command =
        new ArrayList<>(
            List.of(
                browser.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--user-data-dir=" + site.resolve("profile"),
                "--window-size=%d,%d".formatted(Math.max(width, NARROWEST), TALLEST),
                "--virtual-time-budget=5000",
                "--dump-dom"));
    if (PICTURED) {
      command.add("--screenshot=" + picture);
    }
    command.add(url);
    var process =
        new ProcessBuilder(command)
            .redirectOutput(page.toFile())
            .redirectError(site.resolve("browser.log").toFile())
            .start();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the browser did not come to an end within " + PATIENCE);
    }
    var found = FOUND.matcher(Files.readString(page));
    assertThat(found.find()).as(Files.readString(site.resolve("browser.log"))).isTrue();
    var views = JSON.readTree(found.group(1));
    for (JsonNode view : views) {
      assertThat(view.path("width").asInt()).as("width of the window").isEqualTo(width);
      assertThat(view.path("height").asInt()).as("height of %s", view.path("name")).isPositive();
    }
    if (PICTURED) {
      cut(picture, views, width);
    }
    return views;
  }

  private static void cut(Path picture, JsonNode views, int width) throws IOException {
    BufferedImage all = ImageIO.read(picture.toFile());
    Path folder = Files.createDirectories(PICTURES.resolve(String.valueOf(width)));
    for (JsonNode view : views) {
      int top = view.path("top").asInt();
      int height = Math.min(view.path("height").asInt(), all.getHeight() - top);
      assertThat(height).as("%s is on the picture", view.path("name")).isPositive();
      ImageIO.write(
          all.getSubimage(0, top, width, height),
          "png",
          folder.resolve(view.path("name").asText() + ".png").toFile());
    }
  }
}
