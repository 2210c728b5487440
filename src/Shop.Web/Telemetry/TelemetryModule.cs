using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Shop.Web.Telemetry;

/// <summary>Traces and metrics leave by OTLP when Telemetry:Endpoint is set; otherwise nothing is collected.</summary>
public static class TelemetryModule
{
    private static readonly string[] Meters =
        ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting", "Microsoft.EntityFrameworkCore", "System.Runtime", "System.Net.Http"];

    /// <summary>One line a message, with the request's id: for eyes in Development, as JSON for machines elsewhere.</summary>
    public static ILoggingBuilder AddConsoleFor(this ILoggingBuilder logging, IHostEnvironment environment)
    {
        logging.Configure(o => o.ActivityTrackingOptions = ActivityTrackingOptions.TraceId);
        return environment.IsDevelopment()
            ? logging.AddSimpleConsole(o => (o.SingleLine, o.TimestampFormat) = (true, "HH:mm:ss "))
            : logging.AddJsonConsole(o => (o.IncludeScopes, o.UseUtcTimestamp, o.TimestampFormat) = (true, true, "yyyy-MM-ddTHH:mm:ss.fffZ"));
    }

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration["Telemetry:Endpoint"] is not { Length: > 0 } address) return services;

        var endpoint = new Uri(address);
        var resource = ResourceBuilder.CreateDefault().AddService("shop", serviceVersion: typeof(TelemetryModule).Assembly.GetName().Version?.ToString());
        services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource)
            .AddSource("Microsoft.AspNetCore", "System.Net.Http", "Npgsql").AddOtlpExporter(o => o.Endpoint = endpoint).Build());
        services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
            .AddMeter(Meters).AddOtlpExporter(o => o.Endpoint = endpoint).Build());
        return services.AddHostedService<TelemetryStart>();
    }

    // The providers listen from the moment they are made; the container disposes, and so flushes, them at the end.
    private sealed class TelemetryStart(TracerProvider traces, MeterProvider metrics) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            ArgumentNullException.ThrowIfNull(traces);
            ArgumentNullException.ThrowIfNull(metrics);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
