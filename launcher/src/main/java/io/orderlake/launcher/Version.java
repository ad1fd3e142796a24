package io.orderlake.launcher;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version of the build. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"orderlake " + Optional.ofNullable(version).orElse("(development)")};
    }
}
