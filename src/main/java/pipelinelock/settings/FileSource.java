package pipelinelock.settings;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** {@code file:/path}: the content of a file, without the line ends it ends in. */
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
    Path path = path(name.startsWith("//") ? name.substring(2) : name);
    try {
      if (Files.isDirectory(path)) {
        throw new Unreadable(path + " is a folder", "name a file in it");
      }
      if (Files.size(path) > LARGEST) {
        throw new Unreadable(path + " is larger than 1 MB", "name the file that holds the value");
      }
      return Files.readString(path).replaceFirst("[\\r\\n]+\\z", "");
    } catch (NoSuchFileException _) {
      throw new Unreadable("there is no file " + path, "create it, or correct the path");
    } catch (AccessDeniedException _) {
      throw new Unreadable(
          path + " may not be read by this user", "give the bot's user the right to read it");
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
    throw new Unreadable("'file:' is not followed by a full path", "write file:/path/to/the/file");
  }
}
