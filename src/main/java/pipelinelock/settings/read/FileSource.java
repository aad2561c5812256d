package pipelinelock.settings.read;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import pipelinelock.settings.source.Reference;

/**
 * {@code file:/path}: the content of a file, without trailing line ends; {@code file:/path#a.b}: a
 * text in a YAML or JSON file.
 */
final class FileSource implements SecretSource {
  private static final long LARGEST = 1_000_000;

  @Override
  public String scheme() {
    return "file";
  }

  @Override
  public boolean asksOthers() {
    return false;
  }

  @Override
  public String read(String name) throws Unreadable {
    var reference = reference(name.startsWith("//") ? name.substring(2) : name);
    Path path = path(reference.name());
    String text = content(path);
    return reference.path().isEmpty()
        ? text.replaceFirst("[\\r\\n]+\\z", "")
        : new TextAt(path.toString(), reference.path().get()).inYaml(text);
  }

  private static Reference reference(String name) throws Unreadable {
    try {
      var reference = Reference.of(name);
      if (reference.version().isEmpty()) {
        return reference;
      }
    } catch (IllegalArgumentException _) {
      // Said below.
    }
    throw unnamed();
  }

  private static String content(Path path) throws Unreadable {
    try {
      if (Files.isDirectory(path)) {
        throw new Unreadable(path + " is a folder", "name a file in it");
      }
      if (Files.size(path) > LARGEST) {
        throw new Unreadable(
            path + " is larger than 1 MB", "name the file that contains the value");
      }
      return Files.readString(path);
    } catch (NoSuchFileException _) {
      throw new Unreadable("there is no file " + path, "create it, or correct the path");
    } catch (AccessDeniedException _) {
      throw new Unreadable(
          path + " cannot be read by this user", "give the bot's user permission to read it");
    } catch (CharacterCodingException _) {
      throw new Unreadable(path + " is not text in UTF-8", "write it as UTF-8 text");
    } catch (IOException _) {
      throw new Unreadable(path + " cannot be read", "check the file and the disk it is on");
    }
  }

  private static Path path(String name) throws Unreadable {
    try {
      Path path = Path.of(name);
      if (path.isAbsolute()) {
        return path;
      }
    } catch (InvalidPathException _) {
      // Said below: such a path is not an absolute one either.
    }
    throw unnamed();
  }

  private static Unreadable unnamed() {
    return new Unreadable(
        "'file:' must be followed by a full path",
        "write file:/path/to/the/file, or file:/path/to/the/file#yaml.path for a text in it");
  }
}
