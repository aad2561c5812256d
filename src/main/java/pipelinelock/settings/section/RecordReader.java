package pipelinelock.settings.section;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import pipelinelock.settings.Settings.RecordFile;
import pipelinelock.settings.Settings.RecordPlace;
import pipelinelock.settings.Settings.RecordServer;
import pipelinelock.settings.read.FileValue;
import pipelinelock.settings.read.Kind;
import pipelinelock.settings.read.Kinds;
import pipelinelock.settings.read.Section;
import pipelinelock.settings.read.Value;

/** Reads {@code record}: a file for one node, or a PostgreSQL server for several. */
public final class RecordReader {
  public static final Kind<RecordPlace> RECORD =
      Kinds.section("{file: /var/lib/pipeline-lock/record.db}", RecordReader::read);

  private static final String FILE_EXAMPLE = "/var/lib/pipeline-lock/record.db";
  private static final Kind<Path> FILE =
      Kind.text("a file's path", FILE_EXAMPLE, RecordReader::path);

  private static final String URL_EXAMPLE = "jdbc:postgresql://db.example.com:5432/pipeline_lock";
  private static final Kind<String> URL =
      Kind.text("the JDBC URL of a PostgreSQL database", URL_EXAMPLE, RecordReader::url);

  private static final Pattern POSTGRES =
      Pattern.compile("jdbc:postgresql://([^/?#@]+)/([^/?#]+)(?:\\?(.*))?");

  private static final Pattern CREDENTIALS =
      Pattern.compile("(?i)(^|&)(user|password|sslpassword)=");

  private static final Pattern TLS = Pattern.compile("(?i)(?:^|&)sslmode=([^&]*)");

  private RecordReader() {}

  private static Value<RecordPlace> read(Section section) {
    return section.has("url") && !section.has("file") ? server(section) : file(section);
  }

  private static Value<RecordPlace> file(Section section) {
    var file = section.required("file", FILE);
    for (String key : new String[] {"url", "username", "password"}) {
      section.optional(key, Kinds.text("…"));
      if (section.has(key)) {
        section.wrong(
            key,
            "cannot be combined with a file",
            "keep 'file' for one node, or url, username and password for several");
      }
    }
    return section.finish(() -> new RecordFile(file.get()));
  }

  private static Value<RecordPlace> server(Section section) {
    section.optional("file", FILE);
    var url = section.required("url", URL);
    var username = section.required("username", Kinds.text("pipeline-lock"));
    var password = section.required("password", Kinds.secret("${RECORD_PASSWORD}"));
    return section.finish(() -> new RecordServer(url.get(), username.get(), password.get()));
  }

  private static Value<Path> path(FileValue place, String text) {
    try {
      return Value.of(Path.of(text));
    } catch (InvalidPathException _) {
      return place.isNot("a file's path", FILE_EXAMPLE);
    }
  }

  private static Value<String> url(FileValue place, String text) {
    var parts = POSTGRES.matcher(text);
    if (!parts.matches()) {
      return place.isNot("the JDBC URL of a PostgreSQL database", URL_EXAMPLE);
    }
    String parameters = Optional.ofNullable(parts.group(3)).orElse("");
    if (CREDENTIALS.matcher(parameters).find()) {
      return place.wrong(
          "contains a user or password", "remove them here and write them at their own keys");
    }
    var tls = TLS.matcher(parameters);
    boolean verifies = !tls.find() || tls.group(1).equals("verify-full");
    return verifies || isThisMachine(parts.group(1))
        ? Value.of(text)
        : place.wrong(
            "does not verify the server's certificate",
            "remove sslmode, or write sslmode=verify-full; less is accepted only for this machine");
  }

  private static boolean isThisMachine(String hosts) {
    return hosts.matches("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\])(:[0-9]+)?");
  }
}
