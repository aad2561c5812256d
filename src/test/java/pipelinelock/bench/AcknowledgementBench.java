package pipelinelock.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import pipelinelock.World;

/**
 * How fast signed requests are acknowledged, compared with an equal app on Slack's own framework
 * for node: each server a process of its own, asked in turn by the same client, round for round.
 * The command is {@code help}; the node app answers the same bytes. The act, a command that may
 * change something, is kept on disk before its answer; the node app keeps nothing.
 *
 * <p>{@code bench.rounds}, {@code bench.seconds} and {@code bench.connections} make it longer or
 * shorter; {@code bench.node} is the folder of the node app with its modules, and without one ours
 * is measured alone; {@code bench.java} has options for our process.
 */
public final class AcknowledgementBench {
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
  private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("bench.seconds", 5));
  private static final List<Integer> CONNECTIONS =
      Arrays.stream(System.getProperty("bench.connections", "1,16,64,256").split(","))
          .map(Integer::valueOf)
          .toList();

  private final Map<Case, List<Load.Result>> results = new LinkedHashMap<>();
  private final Path folder;
  private final World world;
  private final Map<String, Server> servers = new LinkedHashMap<>();

  private record Case(String request, int connections, String server) {}

  private AcknowledgementBench(Path folder) throws IOException {
    this.folder = folder;
    this.world = new World(folder);
  }

  public static void main(String[] arguments) throws IOException {
    var bench = new AcknowledgementBench(Files.createTempDirectory("bench"));
    try {
      bench.run();
    } finally {
      bench.servers.values().forEach(Server::close);
      bench.world.close();
    }
  }

  private void run() throws IOException {
    var ours = ours();
    servers.put("ours", ours);
    var node = Path.of(System.getProperty("bench.node", "src/bench/node"));
    if (Files.isDirectory(node.resolve("node_modules"))) {
      servers.put("node", node(node, ours));
    } else {
      System.out.println("No modules in " + node + " (npm install): ours is measured alone.");
    }
    servers.values().forEach(it -> load(it, AcknowledgementBench::help).run(16, LENGTH)); // warm
    System.out.println(memory("idle"));
    var requests = new LinkedHashMap<String, LongFunction<String>>();
    requests.put("help", AcknowledgementBench::help);
    requests.put("act", AcknowledgementBench::act);
    requests.forEach(
        (name, body) ->
            CONNECTIONS.forEach(
                connections -> {
                  for (int round = 0; round < ROUNDS; round++) {
                    servers.forEach(
                        (server, it) ->
                            results
                                .computeIfAbsent(
                                    new Case(name, connections, server), _ -> new ArrayList<>())
                                .add(load(it, body).run(connections, LENGTH)));
                  }
                  print(name, connections);
                }));
    System.out.println(memory("after load"));
  }

  private Load load(Server server, LongFunction<String> body) {
    return new Load(server.url(), secret(), body);
  }

  private String secret() {
    return world.around().credentials().slackSigningSecret();
  }

  private Server ours() {
    var command = new ArrayList<>(List.of(java(), "-Xmx256m"));
    command.addAll(Arrays.asList(System.getProperty("bench.java", "").split(" ")));
    command.removeIf(String::isBlank);
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            productClassPath(),
            "pipelinelock.Main",
            "serve",
            "--config=" + world.file()));
    return new Server(command, world.variables(), folder.resolve("ours.log"));
  }

  /** Without the tests, whose logging is another one. */
  private static String productClassPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(part -> !part.endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** It answers what ours has answered. */
  private Server node(Path node, Server ours) throws IOException {
    var answer = folder.resolve("answer.json");
    var bytes = load(ours, AcknowledgementBench::help).once();
    Files.write(answer, bytes);
    System.out.printf("%d bytes are answered%n", bytes.length);
    var variables = new HashMap<>(world.variables());
    variables.put("SLACK_API_URL", world.around().slack().apiUrl().toString());
    return new Server(
        List.of("node", node.resolve("app.js") + "", answer.toString()),
        variables,
        folder.resolve("node.log"));
  }

  private static String help(long number) {
    return command("help", number);
  }

  /** Refused for want of an incident: all that it costs is being kept before its answer. */
  private static String act(long number) {
    return command("cancel", number);
  }

  private static String command(String text, long number) {
    return ("token=x&team_id=T0REHEARSAL&team_domain=rehearsal&channel_id=C0INCIDENTS"
            + "&channel_name=incidents&user_id=U0ANA&user_name=ana&command=%2Fpipeline-lock"
            + "&text="
            + text
            + "&api_app_id=A0PIPELOCK&is_enterprise_install=false"
            + "&response_url=http%3A%2F%2F127.0.0.1%3A9%2Fx&trigger_id=1.2.")
        + number;
  }

  private void print(String request, int connections) {
    var line = new StringBuilder("%-8s %4d ".formatted(request, connections));
    servers
        .keySet()
        .forEach(
            server -> {
              var all = results(request, connections, server);
              line.append(
                  " | %s %s/s, p50 %s ms, p99 %s ms"
                      .formatted(
                          server,
                          spread(all, "%.0f", Load.Result::perSecond),
                          spread(all, "%.2f", it -> it.percentile(0.5)),
                          spread(all, "%.2f", it -> it.percentile(0.99))));
            });
    if (servers.containsKey("node")) {
      line.append(
          " | ours to node: throughput %.2f, p99 %.2f"
              .formatted(
                  ratio(request, connections, Load.Result::perSecond),
                  ratio(request, connections, it -> it.percentile(0.99))));
    }
    System.out.println(line);
  }

  private List<Load.Result> results(String request, int connections, String server) {
    return results.getOrDefault(new Case(request, connections, server), List.of());
  }

  private static String spread(
      List<Load.Result> all,
      String format,
      java.util.function.ToDoubleFunction<Load.Result> figure) {
    var sorted = all.stream().mapToDouble(figure).sorted().toArray();
    return (format + " (" + format + " to " + format + ")")
        .formatted(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
  }

  /** The median of the rounds, each of which measured both. */
  private double ratio(
      String request, int connections, java.util.function.ToDoubleFunction<Load.Result> figure) {
    var ours = results(request, connections, "ours");
    var node = results(request, connections, "node");
    var ratios =
        DoubleStream.iterate(0, i -> i < ours.size(), i -> i + 1)
            .map(
                i ->
                    figure.applyAsDouble(ours.get((int) i))
                        / figure.applyAsDouble(node.get((int) i)))
            .sorted()
            .toArray();
    return ratios[ratios.length / 2];
  }

  private String memory(String when) {
    var line = new StringBuilder("memory " + when + ":");
    servers.forEach(
        (name, server) ->
            line.append(
                String.format(
                    Locale.ROOT,
                    " %s %d MB, %.1f s of processor time;",
                    name,
                    server.resident(),
                    server.processor().toMillis() / 1000.0)));
    return line.toString();
  }
}
