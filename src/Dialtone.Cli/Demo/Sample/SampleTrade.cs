using System.Collections.Frozen;

namespace Dialtone.Cli.Demo.Sample;

/// <summary>Two years of rentals, with what was paid and what was said.</summary>
sealed class SampleTrade
{
    const int RentalsPerDay = 6;

    static readonly DateTime Opening = new(2024, 1, 2, 0, 0, 0, DateTimeKind.Utc);
    static readonly DateTime Closing = new(2025, 12, 31, 0, 0, 0, DateTimeKind.Utc);

    readonly FrozenDictionary<string, string[]> words;
    readonly SampleRandom random;
    readonly SampleCatalogue catalogue;
    readonly DateTime[] backOnShelf;
    readonly HashSet<(int Customer, int Film)> reviewed = [];
    readonly List<(DateTime PaidAt, int Rental, decimal Amount, bool IsLateFee)> payments = [];

    public SampleTrade(FrozenDictionary<string, string[]> words, SampleRandom random, SampleCatalogue catalogue, int customerCount)
    {
        this.words = words;
        this.random = random;
        this.catalogue = catalogue;
        backOnShelf = new DateTime[catalogue.Copies.Count];
        for (var day = Opening; day < Closing; day = day.AddDays(1))
        {
            var isWeekend = day.DayOfWeek is DayOfWeek.Friday or DayOfWeek.Saturday;
            var minutes = new SortedSet<int>();
            for (var count = RentalsPerDay + (isWeekend ? random.Between(0, 4) : random.Between(-2, 0)); minutes.Count < count; )
            {
                minutes.Add(random.Between(10 * 60, 21 * 60));
            }

            foreach (var minute in minutes)
            {
                Rent(day.AddMinutes(minute), random.Between(1, customerCount));
            }
        }

        foreach (var (paidAt, rental, amount, isLateFee) in payments.OrderBy(payment => payment.PaidAt).ThenBy(payment => payment.Rental))
        {
            Payment.Add(Payment.Rows.Count + 1, rental, amount, random.Pick(["card", "card", "cash", "voucher"]), isLateFee, paidAt);
        }
    }

    public SampleTable Rental { get; } =
        new("rental", "id", "film_copy_id", "customer_id", "staff_id", "rented_at", "due_at", "returned_at");
    public SampleTable Payment { get; } = new("payment", "id", "rental_id", "amount", "method", "is_late_fee", "paid_at");
    public SampleTable Review { get; } = new("review", "customer_id", "film_id", "stars", "body", "written_at");

    void Rent(DateTime rentedAt, int customer)
    {
        int place;
        do
        {
            // The smaller of two draws: some films are asked for more often than others.
            place = Math.Min(random.Below(backOnShelf.Length), random.Below(backOnShelf.Length));
        } while (backOnShelf[place] > rentedAt);

        var (copy, film, store) = catalogue.Copies[place];
        var price = catalogue.DailyPrices[film - 1];
        var days = random.Between(1, 7);
        var dueAt = rentedAt.Date.AddDays(days).AddHours(20);
        var returnedAt = ReturnedAt(rentedAt, dueAt);
        backOnShelf[place] = returnedAt ?? DateTime.MaxValue;
        var staff = (store - 1) * 3 + random.Between(1, store == 1 ? 2 : 3);
        var id = Rental.Add(Rental.Rows.Count + 1, copy, customer, staff, rentedAt, dueAt, returnedAt);
        if (!random.Chance(2))
        {
            payments.Add((rentedAt, id, days * price, false));
        }

        if (returnedAt is { } back)
        {
            Return(id, back, dueAt, price);
            AddReview(customer, film, back);
        }
    }

    DateTime? ReturnedAt(DateTime rentedAt, DateTime dueAt)
    {
        if (random.Below(1_000) < 3)
        {
            return null;
        }

        var held = dueAt - rentedAt;
        var back = random.Chance(85)
            ? rentedAt.AddMinutes(random.Between(60, (int)held.TotalMinutes))
            : dueAt.AddMinutes(random.Between(1, 9 * 24 * 60));
        return back < Closing ? back : null;
    }

    void Return(int rental, DateTime returnedAt, DateTime dueAt, decimal price)
    {
        if (returnedAt > dueAt && random.Chance(90))
        {
            payments.Add((returnedAt, rental, (int)Math.Ceiling((returnedAt - dueAt).TotalDays) * price, true));
        }
        else if (random.Below(1_000) < 8)
        {
            payments.Add((returnedAt, rental, -price, false));
        }
    }

    void AddReview(int customer, int film, DateTime returnedAt)
    {
        var writtenAt = returnedAt.AddMinutes(random.Between(30, 5_000));
        if (random.Chance(20) && writtenAt < Closing && reviewed.Add((customer, film)))
        {
            var stars = Math.Max(random.Between(1, 5), random.Between(1, 5));
            Review.Add(customer, film, stars, random.Chance(15) ? "" : random.Pick(words["review"]), writtenAt);
        }
    }
}
