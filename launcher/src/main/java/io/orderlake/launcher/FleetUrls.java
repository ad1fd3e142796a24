package io.orderlake.launcher;

import io.orderlake.launcher.fleet.FleetState;
import io.orderlake.launcher.fleet.FleetState.Member;
import java.io.PrintStream;

/** Prints the URLs of a fleet. */
final class FleetUrls {

    private FleetUrls() {}

    static void print(FleetState state, PrintStream out) {
        for (Member member : state.members()) {
            String at = member.port() == 0 ? "log: " + member.log() : "http://127.0.0.1:" + member.port();
            out.printf("  %-13s %s%s%n", member.name(), at, paths(member));
        }
        if (state.endpoints().kinesis() != null
                && state.members().stream().noneMatch(member -> member.name().equals("kinesis"))) {
            out.println("  AWS           " + state.endpoints().kinesis());
        }
    }

    private static String paths(Member member) {
        return switch (member.name()) {
            case "order-writer" -> "  (/orders, /generator, /swagger-ui.html)" + actuator(member);
            case "stream-relay" -> "  (/redrive)" + actuator(member);
            case "lake-verifier" -> "  (/proof, /journey)" + actuator(member);
            case "transformer", "lake-writer" -> actuator(member);
            default -> "";
        };
    }

    private static String actuator(Member member) {
        return "  http://127.0.0.1:" + member.managementPort() + "/actuator";
    }
}
