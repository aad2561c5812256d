package pipelinelock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import pipelinelock.cli.Rehearsal;
import pipelinelock.rehearsal.SimulatedWorld;
import pipelinelock.rehearsal.time.WorldTime;

/** A simulated world, and the settings file and the variables with which a command reaches it. */
public final class World implements AutoCloseable {
  private final SimulatedWorld world =
      new SimulatedWorld(new WorldTime(InstantSource.system(), 600));
  private final Path file;
  private final Map<String, String> variables;

  public World(Path folder) throws IOException {
    file = folder.resolve("pipeline-lock.yml");
    Files.writeString(file, Rehearsal.configuration(world, folder, 600));
    variables = new HashMap<>(Rehearsal.variables(world));
  }

  public SimulatedWorld around() {
    return world;
  }

  public Path file() {
    return file;
  }

  /** Changes the settings file. */
  public World with(String text, String other) throws IOException {
    String before = Files.readString(file);
    if (!before.contains(text)) {
      throw new IllegalArgumentException("the settings do not hold " + text);
    }
    Files.writeString(file, before.replace(text, other));
    return this;
  }

  public World withVariable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  public World withoutVariable(String name) {
    variables.remove(name);
    return this;
  }

  public Map<String, String> variables() {
    return variables;
  }

  public Command run(String... words) {
    var all = new java.util.ArrayList<>(java.util.List.of(words));
    all.add("--config=" + file);
    return Command.run(variables, all.toArray(new String[0]));
  }

  @Override
  public void close() {
    world.close();
  }
}
