package pipelinelock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import pipelinelock.cli.Surroundings;

/** Every command says what it does, what its options are, and is in the documents. */
class HelpTest {
  static Stream<String> commands() {
    return commands(Main.commandLine(Surroundings.real())).stream();
  }

  private static List<String> commands(CommandLine line) {
    var names = new ArrayList<String>();
    line.getSubcommands()
        .forEach(
            (name, sub) -> {
              names.add(name);
              commands(sub).forEach(below -> names.add(name + " " + below));
            });
    return names;
  }

  @ParameterizedTest
  @MethodSource("commands")
  void eachCommandHelps(String command) {
    var help =
        Command.run(
            Map.of(),
            Stream.concat(Stream.of(command.split(" ")), Stream.of("--help"))
                .toArray(String[]::new));
    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).contains("Usage: pipeline-lock " + command, "--help");
    assertThat(help.err()).isEmpty();
  }

  @Test
  void eachCommandIsInTheDocuments() throws IOException {
    var documented = Files.readString(Path.of("docs/commands.md"));
    assertThat(commands().filter(command -> !command.equals("record")))
        .allSatisfy(command -> assertThat(documented).contains("| `" + command));
  }
}
