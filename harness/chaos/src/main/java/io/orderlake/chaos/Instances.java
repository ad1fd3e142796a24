package io.orderlake.chaos;

import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.UserError;
import io.orderlake.launcher.fleet.Fleet;
import io.orderlake.launcher.fleet.FleetService;
import io.orderlake.launcher.fleet.FleetState.Member;
import io.orderlake.launcher.fleet.ServiceProcess;
import io.orderlake.launcher.fleet.Sleep;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The processes of the fleet, to be ended, frozen and started again. */
final class Instances {

    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration STEP_LIMIT = Duration.ofSeconds(30);
    private static final Duration READY_LIMIT = Duration.ofMinutes(4);

    private final Fleet fleet;
    private final EventCounts counts;
    private final ConsoleProgress progress;

    /** Processes that this class has ended or is about to end. */
    private final Set<ServiceProcess> ending = ConcurrentHashMap.newKeySet();

    Instances(Fleet fleet, EventCounts counts, ConsoleProgress progress) {
        this.fleet = fleet;
        this.counts = counts;
        this.progress = progress;
    }

    void kill(FleetService service, int instance) {
        ServiceProcess victim = process(service, instance);
        ending.add(victim);
        victim.kill();
        fleet.restart(victim);
    }

    void killAfter(Duration wait, FleetService service, int instance) {
        Sleep.lasting(wait);
        kill(service, instance);
    }

    void freeze(FleetService service, int instance, Duration length) {
        freeze(process(service, instance).handle(), length);
    }

    void stall(String process, Duration length) {
        fleet.state().members().stream()
                .filter(member -> member.name().equals(process))
                .map(Member::running)
                .flatMap(running -> running.process().stream())
                .forEach(found -> freeze(found, length));
    }

    /** A shell stops and continues it, so that it continues even if this process is killed meanwhile. */
    private static void freeze(ProcessHandle process, Duration length) {
        String script = "kill -STOP \"$1\" && sleep \"$2\"; kill -CONT \"$1\"";
        List<String> command = List.of(
                "/bin/sh", "-c", script, "freeze", Long.toString(process.pid()), Long.toString(length.toSeconds()));
        try {
            Process shell = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            shell.onExit().join();
        } catch (IOException e) {
            throw new UserError("Cannot freeze a process: expected a POSIX shell at /bin/sh: " + e.getMessage(), e);
        }
    }

    /** First every first instance, then every second one, as a rolling update does. */
    void roll() {
        Map<Integer, List<ServiceProcess>> steps = fleet.processes().stream()
                .collect(Collectors.groupingBy(ServiceProcess::instance, TreeMap::new, Collectors.toList()));
        steps.values().forEach(this::replace);
    }

    private void replace(List<ServiceProcess> step) {
        List<ServiceProcess> current = new ArrayList<>();
        step.forEach(was -> current.add(process(was.service(), was.instance())));
        ending.addAll(current);
        current.forEach(ServiceProcess::terminate);
        for (ServiceProcess process : current) {
            process.awaitEnd(GRACE);
            fleet.restart(process);
            counts.add("rolling restart");
        }
        // A kill may hit an instance that has just started, so the roll continues after the limit.
        awaitReady(step, STEP_LIMIT);
    }

    /** Restarts processes that ended by themselves, and counts each as a finding. */
    void restartEnded() {
        for (ServiceProcess process : fleet.processes()) {
            if (process.alive() || ending.contains(process)) {
                continue;
            }
            if (!process.lostItsPort()) {
                counts.add(Report.ENDED_BY_ITSELF);
                progress.line(process.name() + " ended by itself; its log ends with\n" + process.logTail());
            }
            fleet.restart(process);
        }
    }

    /** Returns when every instance is ready. */
    void awaitReady() {
        List<String> unready = awaitReady(fleet.processes(), READY_LIMIT);
        if (!unready.isEmpty()) {
            throw new UserError("Not ready after " + READY_LIMIT.toSeconds() + " s: " + unready);
        }
    }

    /** The names of those that are not ready when the limit is over. */
    private List<String> awaitReady(List<ServiceProcess> instances, Duration limit) {
        Instant deadline = Instant.now().plus(limit);
        List<String> unready = unready(instances);
        while (!unready.isEmpty() && Instant.now().isBefore(deadline)) {
            restartEnded();
            Sleep.untilNextPoll();
            unready = unready(instances);
        }
        return unready;
    }

    private List<String> unready(List<ServiceProcess> instances) {
        return instances.stream()
                .map(was -> process(was.service(), was.instance()))
                .filter(process -> !process.alive() || !process.isReady())
                .map(ServiceProcess::name)
                .toList();
    }

    ServiceProcess process(FleetService service, int instance) {
        return fleet.processes().stream()
                .filter(process -> process.service() == service && process.instance() == instance)
                .findFirst()
                .orElseThrow();
    }
}
