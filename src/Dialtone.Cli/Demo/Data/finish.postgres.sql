-- After the rows: identity columns go on where the rows end, and the planner learns what there is.
select setval(pg_get_serial_sequence('city', 'id'), max(id)) from city;
select setval(pg_get_serial_sequence('address', 'id'), max(id)) from address;
select setval(pg_get_serial_sequence('store', 'id'), max(id)) from store;
select setval(pg_get_serial_sequence('staff', 'id'), max(id)) from staff;
select setval(pg_get_serial_sequence('customer', 'id'), max(id)) from customer;
select setval(pg_get_serial_sequence('genre', 'id'), max(id)) from genre;
select setval(pg_get_serial_sequence('person', 'id'), max(id)) from person;
select setval(pg_get_serial_sequence('film', 'id'), max(id)) from film;
select setval(pg_get_serial_sequence('film_copy', 'id'), max(id)) from film_copy;
select setval(pg_get_serial_sequence('rental', 'id'), max(id)) from rental;
select setval(pg_get_serial_sequence('payment', 'id'), max(id)) from payment;
refresh materialized view monthly_revenue;
analyze country, city, address, store, staff, customer, genre, person, film, film_genre, film_cast, film_copy, rental, payment, review,
    monthly_revenue;
