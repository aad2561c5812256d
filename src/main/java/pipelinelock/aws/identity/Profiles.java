package pipelinelock.aws.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awssdk.profiles.ProfileFile;

/**
 * The two files in which AWS tools keep profiles.
 *
 * @param config {@code ~/.aws/config}
 * @param credentials {@code ~/.aws/credentials}
 */
record Profiles(Path config, Path credentials) {
  private static final Pattern LINE = Pattern.compile("line [0-9]{1,6}");

  static Profiles of(Variables variables) {
    return new Profiles(
        variables.file("AWS_CONFIG_FILE", "config"),
        variables.file("AWS_SHARED_CREDENTIALS_FILE", "credentials"));
  }

  /** What one has of it, another of a file that was replaced has not. */
  List<FileTime> age() {
    var ages = new ArrayList<FileTime>();
    for (Path file : List.of(config, credentials)) {
      try {
        ages.add(Files.getLastModifiedTime(file));
      } catch (IOException _) {
        ages.add(FileTime.fromMillis(0));
      }
    }
    return ages;
  }

  /** Empty where neither file is there. */
  ProfileFile read() {
    var both = ProfileFile.aggregator();
    add(both, config, ProfileFile.Type.CONFIGURATION);
    add(both, credentials, ProfileFile.Type.CREDENTIALS);
    return both.build();
  }

  private static void add(ProfileFile.Aggregator both, Path file, ProfileFile.Type type) {
    if (!Files.exists(file)) {
      return;
    }
    try {
      both.addFile(ProfileFile.builder().content(file).type(type).build());
    } catch (IllegalArgumentException e) {
      // Its text may repeat the line's content.
      var line = LINE.matcher(String.valueOf(e.getMessage()));
      throw CredentialOrigin.failure(
          "%s is not in the format of AWS's files%s"
              .formatted(file, line.find() ? " (%s)".formatted(line.group()) : ""),
          "correct it: [profile NAME], then lines of key = value");
    } catch (UncheckedIOException | IllegalStateException _) {
      throw CredentialOrigin.failure(
          "%s cannot be read".formatted(file), "give the bot's user permission to read it");
    }
  }
}
