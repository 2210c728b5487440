using System.Diagnostics;
using System.Globalization;

namespace Shop.Web.Commands;

/// <summary>Shows on the console how far a long job is and how fast it goes: as a moving bar for a person, as a line now and then for a file.</summary>
internal sealed class ProgressBar(TextWriter console, bool moves)
{
    private const int Width = 30;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private string _step = "";
    private long _stepStart, _doneBefore;
    private TimeSpan _shown = TimeSpan.MinValue;
    private int _lastTenth;

    public void Show(string step, long done, long total, string unit)
    {
        if (step != _step)
        {
            if (moves && _step.Length > 0) console.WriteLine();
            (_step, _stepStart, _doneBefore, _shown, _lastTenth) = (step, _watch.ElapsedMilliseconds, done, TimeSpan.MinValue, -1);
        }
        var part = total == 0 ? 1 : Math.Clamp((double)done / total, 0, 1);
        if (moves ? _watch.Elapsed - _shown < TimeSpan.FromMilliseconds(100) && done < total : (int)(part * 10) == _lastTenth) return;
        (_shown, _lastTenth) = (_watch.Elapsed, (int)(part * 10));

        var seconds = (_watch.ElapsedMilliseconds - _stepStart) / 1000.0;
        var rate = seconds < 0.2 ? "" : string.Create(CultureInfo.InvariantCulture, $"{(done - _doneBefore) / seconds,10:N0}/s");
        var filled = (int)(part * Width);
        var line = string.Create(CultureInfo.InvariantCulture, $"{step,-16} [{new string('#', filled)}{new string('-', Width - filled)}] {part,4:P0}  {done,9:N0} of {total:N0} {unit}{rate}");
        if (moves) console.Write("\r" + line);
        else console.WriteLine(line);
    }

    public void End()
    {
        if (moves && _step.Length > 0) console.WriteLine();
    }
}
