package pipelinelock.settings.read;

/**
 * A source that the settings have a word for, and this process no reader: a rehearsal, or a reading
 * that asks nobody.
 */
record UnsupportedSource(String scheme) implements SecretSource {
  @Override
  public String read(String name) throws Unreadable {
    throw new Unreadable(
        "a rehearsal and --offline do not fetch values from '%s:'".formatted(scheme),
        "put the value into a file and write file:/path, or into an environment variable and"
            + " write ${NAME}");
  }
}
