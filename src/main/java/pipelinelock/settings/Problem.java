package pipelinelock.settings;

/**
 * Something wrong in the settings file. It names keys and places, never a value: a value may be a
 * misplaced secret.
 *
 * @param file as it was given
 * @param line from 1 on; 0 = the file as a whole
 * @param column from 1 on; 0 = the file as a whole
 * @param key the full path, {@code environments.dev04.bosh.url}; empty = the file as a whole
 * @param what what is wrong
 * @param fix what to do about it
 */
public record Problem(String file, int line, int column, String key, String what, String fix) {
  @Override
  public String toString() {
    String place = line == 0 ? file : file + ":" + line + ":" + column;
    return place + ": " + (key.isEmpty() ? "" : key + ": ") + what + "; " + fix;
  }
}
