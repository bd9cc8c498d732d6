/* Stage 1: its algo_one has other parameters than the contract. */
int algo_one(const char *data, char *output);

int algo_one(const char *data, char *output)
{
    return data[0] == output[0];
}
