package pipelinelock.settings.read;

/**
 * A source that the settings know but this process cannot read: in a rehearsal, or a reading that
 * fetches nothing.
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
