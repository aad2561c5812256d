package pipelinelock.git;

import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.WindowCacheConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.FS.FileStoreAttributes;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * Restricts JGit to the bot's own settings. It reads no configuration of the machine or the user,
 * which could disable certificate verification or redirect to another remote; writes nothing to
 * {@code ~/.config/jgit}; and never runs the program in {@code GIT_SSH}, which would check host
 * keys by rules of its own.
 */
final class JGitSystem extends SystemReader.Delegate {
  /** In bytes: an object beyond it goes over the disk and never as a whole into the memory. */
  private static final int LARGE = 1 << 20;

  JGitSystem(SystemReader before) {
    super(before);
  }

  static synchronized void install() {
    if (!(SystemReader.getInstance() instanceof JGitSystem)) {
      SystemReader.setInstance(new JGitSystem(SystemReader.getInstance()));
      var memory = new WindowCacheConfig();
      memory.setStreamFileThreshold(LARGE);
      memory.install();
    }
  }

  @Override
  public @Nullable String getenv(String variable) {
    return variable.equals("GIT_SSH") ? null : super.getenv(variable);
  }

  @Override
  public FileBasedConfig openSystemConfig(@Nullable Config parent, FS files) {
    return new Nothing(parent, files);
  }

  /** For file:// JGit is the server too, and may leave out what its client does not need. */
  @Override
  public FileBasedConfig openUserConfig(@Nullable Config parent, FS files) {
    var ours = new Nothing(parent, files);
    ours.setBoolean("uploadpack", null, "allowfilter", true);
    return ours;
  }

  @Override
  public FileBasedConfig openJGitConfig(@Nullable Config parent, FS files) {
    return new Nothing(parent, files);
  }

  /** A configuration without a file. */
  private static final class Nothing extends FileBasedConfig {
    Nothing(@Nullable Config parent, FS files) {
      super(parent, null, files);
    }

    @Override
    public void load() {}

    @Override
    public void save() {}

    @Override
    public boolean isOutdated() {
      return false;
    }

    /**
     * JGit would measure how exact the file system's timestamps are, for a second of work at each
     * start, and keep it in a file. Its own cautious values will do: files are rather read again.
     */
    @Override
    public long getTimeUnit(
        String section, @Nullable String subsection, String name, long otherwise, TimeUnit unit) {
      var cautious = FileStoreAttributes.FALLBACK_FILESTORE_ATTRIBUTES;
      return switch (section + "." + name) {
        case "filesystem.timestampResolution" -> unit.convert(cautious.getFsTimestampResolution());
        case "filesystem.minRacyThreshold" -> unit.convert(cautious.getMinimalRacyInterval());
        default -> super.getTimeUnit(section, subsection, name, otherwise, unit);
      };
    }
  }
}
