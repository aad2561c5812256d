package pipelinelock.settings;

/** A source that the settings already have a word for, and no reader yet. */
record UnsupportedSource(String scheme) implements SecretSource {
  @Override
  public String read(String name) throws Unreadable {
    throw new Unreadable(
        "values from '%s:' are not supported yet".formatted(scheme),
        "put the value into a file and write file:/path, or into an environment variable and"
            + " write ${NAME}");
  }
}
