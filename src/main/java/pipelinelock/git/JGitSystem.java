package pipelinelock.git;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * Keeps JGit to what the bot's own settings say: it writes no file into {@code ~/.config/jgit}, and
 * hands no connection to the program in {@code GIT_SSH}, which would check host keys by rules of
 * its own.
 */
final class JGitSystem extends SystemReader.Delegate {
  private JGitSystem(SystemReader before) {
    super(before);
  }

  static synchronized void install() {
    if (!(SystemReader.getInstance() instanceof JGitSystem)) {
      SystemReader.setInstance(new JGitSystem(SystemReader.getInstance()));
    }
  }

  @Override
  public @Nullable String getenv(String variable) {
    return variable.equals("GIT_SSH") ? null : super.getenv(variable);
  }

  @Override
  public FileBasedConfig openJGitConfig(@Nullable Config parent, FS files) {
    return new FileBasedConfig(parent, null, files) {
      @Override
      public void load() {}

      @Override
      public void save() {}

      @Override
      public boolean isOutdated() {
        return false;
      }
    };
  }
}
