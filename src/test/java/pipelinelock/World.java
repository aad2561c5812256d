package pipelinelock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import pipelinelock.rehearsal.SimulatedWorld;
import pipelinelock.rehearsal.time.WorldTime;

/** A simulated world, and the settings file and the variables with which a command reaches it. */
final class World implements AutoCloseable {
  private final SimulatedWorld world =
      new SimulatedWorld(new WorldTime(InstantSource.system(), 600));
  private final Path file;
  private final Map<String, String> variables;

  World(Path folder) throws IOException {
    file = folder.resolve("pipeline-lock.yml");
    Files.writeString(file, Rehearsal.configuration(world, folder, 600));
    variables = new HashMap<>(Rehearsal.variables(world));
  }

  SimulatedWorld around() {
    return world;
  }

  Path file() {
    return file;
  }

  /** Changes the settings file. */
  World with(String text, String other) throws IOException {
    String before = Files.readString(file);
    if (!before.contains(text)) {
      throw new IllegalArgumentException("the settings do not hold " + text);
    }
    Files.writeString(file, before.replace(text, other));
    return this;
  }

  World withVariable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  World withoutVariable(String name) {
    variables.remove(name);
    return this;
  }

  Map<String, String> variables() {
    return variables;
  }

  Command run(String... words) {
    var all = new java.util.ArrayList<>(java.util.List.of(words));
    all.add("--config=" + file);
    return Command.run(variables, all.toArray(new String[0]));
  }

  @Override
  public void close() {
    world.close();
  }
}
