package pipelinelock.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Reports that the process answers, and which environments are not ready, and what is wrong with
 * Slack; asks nobody else. The status is 200 even so: a restart would not help them, and would stop
 * the others. With {@code ?detail} it also lists the requests that were turned away.
 */
final class Health extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient HealthSource source;
  private final transient TurnedAway turnedAway;

  Health(HealthSource source, TurnedAway turnedAway) {
    this.source = source;
    this.turnedAway = turnedAway;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    var writer = response.getWriter();
    writer.print("ok\n");
    source.unready().forEach(name -> writer.print("not ready: " + name + "\n"));
    source.troubles().forEach(line -> writer.print(line + "\n"));
    if (request.getParameter("detail") != null) {
      source.details().forEach(line -> writer.print(line + "\n"));
      writer.print("requests rejected: " + turnedAway.words() + "\n");
    }
  }
}
