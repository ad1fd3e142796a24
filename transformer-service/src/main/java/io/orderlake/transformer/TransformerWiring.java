package io.orderlake.transformer;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderlake.contract.Tables;
import io.orderlake.contract.TablesFile;
import io.orderlake.stream.RuntimeSettings;
import io.orderlake.stream.binder.OutputBinding;
import io.orderlake.stream.pack.PackSettings;
import io.orderlake.stream.publish.PublishingProcessor;
import io.orderlake.stream.publish.StreamSettings;
import io.orderlake.transformer.enrich.Enrichments;
import io.orderlake.transformer.enrich.ProductCategories;
import io.orderlake.transformer.row.MaskKey;
import io.orderlake.transformer.row.TransformedTables;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import software.amazon.awssdk.services.s3.S3Client;

/** Puts the transformer together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({TransformSettings.class, MaskSettings.class})
class TransformerWiring {

    @Bean
    Tables tables(RuntimeSettings settings) {
        Path file = settings.tables();
        return file == null ? TablesFile.shipped() : TablesFile.read(file);
    }

    @Bean
    Enrichments enrichments(TransformSettings settings) {
        Path file = settings.productCategories();
        return new Enrichments(file == null ? ProductCategories.shipped() : ProductCategories.read(file));
    }

    @Bean
    MaskKey maskKey(MaskSettings settings, Environment environment) {
        return environment.acceptsProfiles(Profiles.of("aws"))
                ? settings.requiredKey()
                : settings.keyOrDevelopmentKey();
    }

    @Bean
    TransformedTables transformedTables(Tables tables, Enrichments enrichments, MaskKey maskKey) {
        return new TransformedTables(tables, enrichments, maskKey);
    }

    /** The client is made when it is first needed, which for most deployments is never. */
    @Bean
    Oversize oversize(ObjectProvider<S3Client> s3, TransformSettings settings) {
        return (eventId, original) -> new S3Oversize(s3.getObject(), settings.bucket()).keep(eventId, original);
    }

    @Bean
    SizeLimit sizeLimit(TransformSettings settings, Oversize oversize, PackSettings packing) {
        packing.requireRoomFor("orderlake.transform.max-record-bytes", settings.maxRecordBytes());
        return new SizeLimit(settings.maxRecordBytes(), oversize);
    }

    @Bean
    TransformCounts transformCounts(MeterRegistry meters) {
        return new TransformCounts(meters);
    }

    /** Attached to binding {@code transform-in-0}. The bridge exists once the bindings are set up. */
    @Bean
    PublishingProcessor transformProcessor(
            TransformedTables tables,
            StreamSettings streams,
            SizeLimit limit,
            TransformCounts counts,
            InstantSource clock,
            ObjectProvider<StreamBridge> bridge) {
        TransformProcessor transform = new TransformProcessor(tables, streams.laneCount(), limit, counts, clock);
        return new PublishingProcessor(
                transform::apply, records -> new OutputBinding(bridge.getObject(), "transform-out-0").publish(records));
    }
}
