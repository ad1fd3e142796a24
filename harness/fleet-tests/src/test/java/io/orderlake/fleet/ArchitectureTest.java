package io.orderlake.fleet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.orderlake.contract.Lanes;

/** The rules of the layout, on the classes as compiled. */
@AnalyzeClasses(packages = "io.orderlake", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] SERVICES = {
        "io.orderlake.orderwriter..",
        "io.orderlake.relay..",
        "io.orderlake.transformer..",
        "io.orderlake.lakewriter..",
        "io.orderlake.verifier.."
    };

    @ArchTest
    static final ArchRule contractDependsOnNothingOfOurs = noClasses()
            .that()
            .resideInAPackage("io.orderlake.contract..")
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("io.orderlake..")
                    .and(JavaClass.Predicates.resideOutsideOfPackage("io.orderlake.contract..")));

    @ArchTest
    static final ArchRule contractIsPure = noClasses()
            .that()
            .resideInAPackage("io.orderlake.contract..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "software.amazon..", "java.time.Clock");

    /** The runtime may know lanes, because the packing of records depends on them. */
    @ArchTest
    static final ArchRule runtimeKnowsNoBusinessWordButLanes = noClasses()
            .that()
            .resideInAPackage("io.orderlake.stream..")
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAnyPackage(
                            "io.orderlake.contract..", SERVICES[0], SERVICES[1], SERVICES[2], SERVICES[3], SERVICES[4])
                    .and(DescribedPredicate.not(JavaClass.Predicates.equivalentTo(Lanes.class))));

    @ArchTest
    static final ArchRule servicesNeverDependOnEachOther = slices().matching(
                    "io.orderlake.(orderwriter|relay|transformer|lakewriter|verifier)..")
            .should()
            .notDependOnEachOther();

    /**
     * What judges the services must not share their mistakes: no contract, no lane hash, no unpacker, no code that reads shards.
     * All code of the judge is in this package; the verifier service and the launcher only run it.
     */
    @ArchTest
    static final ArchRule proofSharesNoCode = noClasses()
            .that()
            .resideInAPackage("io.orderlake.proof..")
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("io.orderlake..")
                    .and(JavaClass.Predicates.resideOutsideOfPackage("io.orderlake.proof..")));

    /** Of the runtime the verifier service uses security, health, settings and the making of AWS clients. */
    @ArchTest
    static final ArchRule theVerifierServiceReadsNothingWithCodeOfThePipeline = noClasses()
            .that()
            .resideInAPackage("io.orderlake.verifier..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.orderlake.contract..",
                    "io.orderlake.stream.binder..",
                    "io.orderlake.stream.dynamodb..",
                    "io.orderlake.stream.kinesis..",
                    "io.orderlake.stream.pack..",
                    "io.orderlake.stream.publish..",
                    "io.orderlake.stream.read..");

    @ArchTest
    static final ArchRule onlyTheRuntimeBuildsAwsClients = noClasses()
            .that()
            .resideInAnyPackage(SERVICES)
            .should()
            .callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                            com.tngtech.archunit.core.domain.properties.HasName.Predicates.name("builder"))
                    .and(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                            com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                                    JavaClass.Predicates.assignableTo(software.amazon.awssdk.core.SdkClient.class)))));

    @ArchTest
    static final ArchRule beansOnlyInWiringClasses = methods()
            .that()
            .areAnnotatedWith("org.springframework.context.annotation.Bean")
            .should()
            .beDeclaredInClassesThat()
            .haveSimpleNameEndingWith("Wiring");

    @ArchTest
    static final ArchRule settingsAreRecordsNamedSettings = classes()
            .that()
            .areAnnotatedWith("org.springframework.boot.context.properties.ConfigurationProperties")
            .should()
            .haveSimpleNameEndingWith("Settings")
            .andShould()
            .beRecords();

    @ArchTest
    static final ArchRule noAnnotationMagic = methods()
            .should()
            .notBeAnnotatedWith("org.springframework.scheduling.annotation.Scheduled")
            .andShould()
            .notBeAnnotatedWith("org.springframework.scheduling.annotation.Async");

    @ArchTest
    static final ArchRule namesSayWhatThingsAre = classes()
            .should()
            .haveSimpleNameNotEndingWith("Impl")
            .andShould()
            .haveSimpleNameNotEndingWith("Util")
            .andShould()
            .haveSimpleNameNotEndingWith("Helper")
            .andShould()
            .haveSimpleNameNotEndingWith("Manager")
            .andShould()
            .haveSimpleNameNotEndingWith("Dto")
            .andShould()
            .haveSimpleNameNotEndingWith("Mapper");
}
