/* Stage 1: algo_one takes other arguments than its contract says. */
int algo_one(const char *data, char *output);

int algo_one(const char *data, char *output)
{
    return data[0] == output[0];
}
